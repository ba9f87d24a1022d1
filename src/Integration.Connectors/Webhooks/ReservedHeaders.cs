using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Integration.Webhooks;

/// <summary>Checks the headers that a subscriber may set for its requests.</summary>
public static class ReservedHeaders
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Longest value, in characters.</summary>
    public const int MaxValueLength = 4096;

    // Allow, Expires and Last-Modified belong to the content for HttpClient, which would drop them without a word.
    private static readonly FrozenSet<string> s_names = FrozenSet.ToFrozenSet(
        [
            "accept-encoding",
            "allow",
            "baggage",
            "connection",
            "cookie",
            "date",
            "expect",
            "expires",
            "host",
            "http2-settings",
            "keep-alive",
            "last-modified",
            "te",
            "traceparent",
            "tracestate",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly string[] s_prefixes = ["content-", "proxy-", "webhook-"];

    // RFC 9110 5.6.2, token.
    private static readonly SearchValues<char> s_token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>Whether a subscriber may set the header <paramref name="name"/>.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="reason">Why not, as a sentence for the answer; null when allowed.</param>
    public static bool IsAllowed(string name, [NotNullWhen(false)] out string? reason)
    {
        reason = name switch
        {
            "" => "A header needs a name.",
            { Length: > MaxNameLength } => $"A header's name has at most {MaxNameLength} characters.",
            _ when name.AsSpan().ContainsAnyExcept(s_token) =>
                "A header's name consists of letters, digits and !#$%&'*+-.^_`|~ only.",
            _ when s_names.Contains(name) => $"The header '{name}' is set by the sender.",
            _ when Array.Exists(s_prefixes, name.StartsWithIgnoringCase) =>
                $"Headers that begin with '{name[..(name.IndexOf('-', StringComparison.Ordinal) + 1)]}' are set by the sender.",
            _ => null,
        };
        return reason is null;
    }

    /// <summary>Whether <paramref name="value"/> can be a header's value: printable ASCII, spaces and tabs inside.</summary>
    /// <param name="value">The header's value.</param>
    /// <param name="reason">Why not, as a sentence for the answer; it does not repeat the value. Null when valid.</param>
    /// <remarks>RFC 9110 5.5; CR, LF and NUL would let a value smuggle headers of its own.</remarks>
    public static bool IsValidValue(string value, [NotNullWhen(false)] out string? reason)
    {
        reason = value switch
        {
            { Length: > MaxValueLength } => $"A header's value has at most {MaxValueLength} characters.",
            _ when value.AsSpan().ContainsAnyExceptInRange(' ', '~') && value.Any(static c => !IsPrintable(c)) =>
                "A header's value consists of printable ASCII characters, spaces and tabs only.",
            _ when value.AsSpan().Trim(" \t").Length != value.Length =>
                "A header's value neither begins nor ends with a space or tab.",
            _ => null,
        };
        return reason is null;
    }

    private static bool IsPrintable(char c) => c is '\t' or (>= ' ' and <= '~');

    private static bool StartsWithIgnoringCase(this string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
