using System.Buffers;

namespace Integration.Mapping;

/// <summary>Event types: lower-case parts of a–z, 0–9 and _ joined by dots.</summary>
public static class EventTypes
{
    /// <summary>The type where none is mapped or none is valid.</summary>
    public const string Unmapped = "webhook.received";

    /// <summary>The longest type, in characters.</summary>
    public const int MaxLength = 255;

    private const string Any = "*";
    private static readonly SearchValues<char> s_allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789_."
    );

    /// <summary>Whether it is a type.</summary>
    public static bool IsValid(string type) =>
        type.Length is >= 1 and <= MaxLength
        && !type.AsSpan().ContainsAnyExcept(s_allowed)
        && type[0] != '.'
        && type[^1] != '.'
        && !type.Contains("..", StringComparison.Ordinal);

    /// <summary>Whether it is a type, <c>*</c>, or a type followed by <c>.*</c>.</summary>
    public static bool IsValidPattern(string pattern) =>
        pattern == Any || IsValid(pattern.EndsWith(".*", StringComparison.Ordinal) ? pattern[..^2] : pattern);

    /// <summary>Whether a pattern takes a type: <c>order.*</c> is every type below <c>order</c>, not <c>order</c> itself.</summary>
    public static bool Matches(string pattern, string type) =>
        pattern == Any
        || pattern == type
        || (
            pattern.EndsWith(".*", StringComparison.Ordinal)
            && type.Length > pattern.Length - 1
            && type.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        );

    /// <summary>
    /// Makes a type of a mapped value: lower case, <c>/</c> and <c>:</c> become dots, other characters <c>_</c>. What is
    /// then still not valid becomes <see cref="Unmapped"/>; nothing is ever refused for its type.
    /// </summary>
    public static string Normalize(string? value)
    {
        if (value is null || IsValid(value))
        {
            return value ?? Unmapped;
        }

        if (value.Length > MaxLength)
        {
            return Unmapped;
        }

        var type = string.Create(
            value.Length,
            value,
            static (chars, source) =>
            {
                for (var i = 0; i < chars.Length; i++)
                {
                    var c = char.ToLowerInvariant(source[i]);
                    chars[i] =
                        c is '/' or ':' ? '.'
                        : s_allowed.Contains(c) ? c
                        : '_';
                }
            }
        );
        return IsValid(type) ? type : Unmapped;
    }
}
