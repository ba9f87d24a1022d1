using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integration.Sandbox.Signing;

/// <summary>Slack: <c>v0=</c> and hex over <c>v0:{timestamp}:{body}</c>.</summary>
internal sealed class SlackSigner(string secret) : IRequestSigner
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public KeyValuePair<string, string>[] Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.ASCII.GetBytes($"v0:{seconds}:"), .. body];
        var hash = Convert.ToHexStringLower(HMACSHA256.HashData(_key, content));
        return [new("X-Slack-Signature", $"v0={hash}"), new("X-Slack-Request-Timestamp", seconds)];
    }
}
