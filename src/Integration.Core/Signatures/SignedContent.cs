using System.Text;

namespace Integration.Signatures;

/// <summary>What is signed when it is more than the body.</summary>
internal static class SignedContent
{
    public static byte[] Of(string before, ReadOnlySpan<byte> body, string after = "")
    {
        var start = Encoding.UTF8.GetByteCount(before);
        var content = new byte[start + body.Length + Encoding.UTF8.GetByteCount(after)];
        Encoding.UTF8.GetBytes(before, content);
        body.CopyTo(content.AsSpan(start));
        Encoding.UTF8.GetBytes(after, content.AsSpan(start + body.Length));
        return content;
    }
}
