using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Integration.Requests;

/// <summary>The opaque cursor of a list: where the next page begins.</summary>
internal static class Cursor
{
    private const string Version = "1:";

    /// <summary>The most characters: a shop's id and a platform's one of 256 characters of any script stand in it.</summary>
    public const int MaxLength = 2_000;

    public static string? Write(string? after) =>
        after is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Version + after));

    public static bool TryRead(string cursor, [NotNullWhen(true)] out string? after)
    {
        after = null;
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (!text.StartsWith(Version, StringComparison.Ordinal) || text.Any(char.IsControl))
        {
            return false;
        }

        after = text[Version.Length..];
        return after.Length > 0;
    }
}
