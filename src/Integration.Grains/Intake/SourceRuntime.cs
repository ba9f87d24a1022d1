using Integration.Mapping;
using Integration.Platforms;
using Integration.Signatures;

namespace Integration.Intake;

/// <summary>A source's configuration in the form that requests use: compiled, unsealed, immutable.</summary>
internal sealed record SourceRuntime(bool Enabled, EventMapping Mapping, TimeSpan Tolerance)
{
    /// <summary>Checks signatures by the source's own scheme; null where a platform's webhooks come.</summary>
    public SignatureVerifier? Verifier { get; init; }

    /// <summary>Whose webhooks come; null where they come by the source's own scheme.</summary>
    public IWebhookParsing? Platform { get; init; }

    /// <summary>Those of the platform's webhooks.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Who has sent a webhook, and what a platform's is about.</summary>
    public WebhookReading Read(IncomingWebhook webhook, DateTimeOffset now) =>
        Platform is null
            ? new(Verifier!.Verify(webhook.Header, webhook.Body, now))
            : Platform.ReadWebhook(webhook.Body, Secrets);
}
