using Integration.Signatures;

namespace Integration.Delivery;

/// <summary>The secrets that sign a subscriber's requests. The clock decides at each attempt, so the old one ends on time.</summary>
/// <param name="Current">The secret, always used.</param>
/// <param name="Previous">The one before; null when there is none.</param>
/// <param name="PreviousUntil">Until when the one before signs as well.</param>
internal sealed record SigningSecrets(WebhookSecret Current, WebhookSecret? Previous, DateTimeOffset? PreviousUntil)
{
    private readonly WebhookSecret[] _one = [Current];
    private readonly WebhookSecret[]? _both = Previous is null ? null : [Current, Previous];

    /// <summary>Those that sign at an instant, the current one first.</summary>
    public IReadOnlyList<WebhookSecret> At(DateTimeOffset now) =>
        _both is not null && PreviousUntil > now ? _both : _one;
}
