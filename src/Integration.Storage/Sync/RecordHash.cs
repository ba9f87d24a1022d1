using System.Security.Cryptography;
using System.Text;

namespace Integration.Sync;

/// <summary>The first 16 bytes of the SHA-256 of what identifies a content.</summary>
internal static class RecordHash
{
    public static Guid Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(content, hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static Guid Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
