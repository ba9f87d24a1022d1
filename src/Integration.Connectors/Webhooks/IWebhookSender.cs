using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>Carries one signed webhook to a subscriber.</summary>
public interface IWebhookSender
{
    /// <summary>
    /// Makes one attempt and never a second one: retries belong to the caller. Everything that a subscriber or the
    /// network can do wrong comes back as a value.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; whether the subscriber has
    /// the webhook is then unknown.</exception>
    Task<AttemptResult> Send(WebhookRequest request, CancellationToken ct);
}
