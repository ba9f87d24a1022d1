using Integration.Signatures;

namespace Integration.Delivery;

/// <summary>What of a subscriber is stored sealed.</summary>
/// <param name="Current">The secret, <c>whsec_…</c>.</param>
/// <param name="Previous">The one before, valid beside it for a while; null when there is none.</param>
/// <param name="PreviousUntil">Until when.</param>
/// <param name="Headers">Headers of their own: their values may be credentials.</param>
internal sealed record SubscriberSecrets(
    string Current,
    string? Previous,
    DateTimeOffset? PreviousUntil,
    Dictionary<string, string> Headers
)
{
    /// <summary>How long requests carry both signatures after a change of the secret.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>The secrets as attempts use them.</summary>
    public SigningSecrets Signing() => new(Parse(Current), Previous is null ? null : Parse(Previous), PreviousUntil);

    /// <summary>After a change of the secret: the one that was current goes on signing for a while.</summary>
    public SubscriberSecrets Rotate(string secret, DateTimeOffset now) =>
        secret == Current ? this : this with { Current = secret, Previous = Current, PreviousUntil = now + Grace };

    private static WebhookSecret Parse(string text) =>
        WebhookSecret.TryParse(text, out var secret)
            ? secret!
            : throw new InvalidOperationException("A stored secret is not of the form it was checked for.");
}
