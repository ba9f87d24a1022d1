using System.Globalization;

namespace Integration.Sandbox.Signing;

/// <summary>Standard Webhooks 1.0.0 as a sender.</summary>
internal sealed class StandardWebhooksSigner(StandardWebhooksKey key) : IRequestSigner
{
    public KeyValuePair<string, string>[] Sign(string id, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var seconds = now.ToUnixTimeSeconds();
        return
        [
            new("webhook-id", id),
            new("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture)),
            new("webhook-signature", key.Sign(id, seconds, body)),
        ];
    }
}
