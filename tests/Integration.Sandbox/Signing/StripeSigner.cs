using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Signing;

/// <summary>Stripe: <c>t=…,v1=…</c> over <c>{t}.{body}</c>.</summary>
internal sealed class StripeSigner(string secret) : IRequestSigner
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public KeyValuePair<string, string>[] Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.ASCII.GetBytes($"{seconds}."), .. body];
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(_key, content));
        return [new("Stripe-Signature", $"t={seconds},v1={hash}")];
    }
}
