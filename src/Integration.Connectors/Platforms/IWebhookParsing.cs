namespace Integration.Platforms;

/// <summary>
/// Reads a platform's own webhooks, where neither their signature nor what they are about can be said by a source's options. What they tell is a
/// hint: the order or product itself is read from the platform.
/// </summary>
public interface IWebhookParsing : IConnector
{
    /// <summary>Checks who has sent a webhook, and reads what it is about.</summary>
    /// <param name="body">The raw body.</param>
    /// <param name="secrets">Any of which it may be signed with.</param>
    WebhookReading ReadWebhook(ReadOnlySpan<byte> body, IReadOnlyList<string> secrets);
}
