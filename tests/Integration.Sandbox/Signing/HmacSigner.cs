using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Signing;

/// <summary>
/// The generic scheme: HMAC-SHA256 in hex, in <c>X-Signature</c>, over a template of <c>{timestamp}</c>, <c>{nonce}</c> and
/// <c>{body}</c>. What the template names is sent in <c>X-Timestamp</c> and <c>X-Nonce</c>.
/// </summary>
internal sealed class HmacSigner(string secret, string template) : IRequestSigner
{
    public const string Timed = "{timestamp}.{nonce}.{body}";
    public const string BodyOnly = "{body}";
    public const string SignatureHeader = "X-Signature";
    public const string TimestampHeader = "X-Timestamp";
    public const string NonceHeader = "X-Nonce";
    private const string Timestamp = "{timestamp}";
    private const string Nonce = "{nonce}";
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public KeyValuePair<string, string>[] Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new List<KeyValuePair<string, string>>(3)
        {
            new(SignatureHeader, Convert.ToHexStringLower(HMACSHA256.HashData(_key, Content(seconds, id, body)))),
        };
        if (template.Contains(Timestamp, StringComparison.Ordinal))
        {
            headers.Add(new(TimestampHeader, seconds));
        }

        if (template.Contains(Nonce, StringComparison.Ordinal))
        {
            headers.Add(new(NonceHeader, id));
        }

        return [.. headers];
    }

    private byte[] Content(string seconds, string nonce, ReadOnlySpan<byte> body)
    {
        var at = template.IndexOf(BodyOnly, StringComparison.Ordinal);
        return [.. Filled(template[..at], seconds, nonce), .. body, .. Filled(template[(at + 6)..], seconds, nonce)];
    }

    private static byte[] Filled(string part, string seconds, string nonce) =>
        Encoding.UTF8.GetBytes(
            part.Replace(Timestamp, seconds, StringComparison.Ordinal).Replace(Nonce, nonce, StringComparison.Ordinal)
        );
}
