using System.Security.Cryptography;
using System.Text;
using Integration.Sandbox.Signing;

namespace Integration.Sandbox.Demo;

/// <summary>
/// Secrets of the demo's sources and subscribers, derived from the administrator's key: the same at every start, nowhere
/// stored, and nobody guesses them.
/// </summary>
internal sealed class DemoSecrets(string adminKey)
{
    public string OfSource(string id, string scheme) =>
        scheme == "standard-webhooks"
            ? StandardWebhooksKey.TextOf(Derive(id))
            : Convert.ToHexStringLower(Derive(id).AsSpan(..16));

    public string OfSubscriber(DemoSubscriber subscriber) => StandardWebhooksKey.TextOf(Derive(subscriber.Id));

    public StandardWebhooksKey KeyOf(DemoSubscriber subscriber) => new(Derive(subscriber.Id));

    private byte[] Derive(string id) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(adminKey), Encoding.UTF8.GetBytes($"sandbox/{id}"));
}
