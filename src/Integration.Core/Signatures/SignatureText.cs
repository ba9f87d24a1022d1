using System.Buffers;
using System.Security.Cryptography;

namespace Integration.Signatures;

/// <summary>A signature as it stands in a header: decoded after its form was checked, compared in constant time.</summary>
internal static class SignatureText
{
    /// <summary>Decodes a signature; false when its length or its characters are not of the encoding.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, bool base64, Span<byte> signature)
    {
        if (base64)
        {
            return text.Length == (signature.Length + 2) / 3 * 4
                && Convert.TryFromBase64Chars(text, signature, out var written)
                && written == signature.Length;
        }

        return text.Length == signature.Length * 2
            && Convert.FromHexString(text, signature, out _, out var bytes) == OperationStatus.Done
            && bytes == signature.Length;
    }

    /// <summary>Whether any secret makes the signature; every secret is tried, so the time tells nothing.</summary>
    public static bool MatchesAny(HmacKey[] keys, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[signature.Length];
        var matches = false;
        foreach (var key in keys)
        {
            key.Hash([], content, expected);
            matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return matches;
    }
}
