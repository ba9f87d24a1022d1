using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Signing;

/// <summary>HMAC-SHA256 over the body alone: GitHub, Shopify, WooCommerce.</summary>
internal sealed class BodySigner(string secret, string header, string prefix, bool base64, string? idHeader)
    : IRequestSigner
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public static BodySigner GitHub(string secret) =>
        new(secret, "X-Hub-Signature-256", "sha256=", base64: false, "X-GitHub-Delivery");

    public static BodySigner Shopify(string secret) =>
        new(secret, "X-Shopify-Hmac-Sha256", "", base64: true, "X-Shopify-Webhook-Id");

    public static BodySigner WooCommerce(string secret) =>
        new(secret, "X-WC-Webhook-Signature", "", base64: true, "X-WC-Webhook-Delivery-ID");

    public KeyValuePair<string, string>[] Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var hash = HMACSHA256.HashData(_key, body);
        var text = prefix + (base64 ? Convert.ToBase64String(hash) : Convert.ToHexStringLower(hash));
        return idHeader is null ? [new(header, text)] : [new(header, text), new(idHeader, id)];
    }
}
