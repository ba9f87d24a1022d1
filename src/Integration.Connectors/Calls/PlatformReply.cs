using Integration.Products;

namespace Integration.Calls;

/// <summary>A platform's answer that is JSON.</summary>
/// <param name="HttpStatus">The status, 100–999.</param>
/// <param name="Body">The body as it was received.</param>
/// <param name="ContentType">The media type as it was received.</param>
/// <param name="Root">The JSON.</param>
/// <param name="ReceivedAt">When it was there.</param>
internal sealed record PlatformReply(
    int HttpStatus,
    byte[] Body,
    string? ContentType,
    LooseJson Root,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>The header <c>Retry-After</c>; null where there is none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The header <c>Date</c>, the platform's own time; null where there is none.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The value of <see cref="PlatformCall.KeptHeader"/>; null where there is none.</summary>
    public string? KeptHeader { get; init; }

    /// <summary>The secrets of the account that asked; whatever of the answer is shown goes through it.</summary>
    public SecretMask Mask { get; init; } = SecretMask.None;

    /// <summary>The whole answer.</summary>
    public RawPayload Raw => new(Body, ContentType);

    /// <summary>A text of the answer made fit to be shown: without secrets, one line, shortened.</summary>
    public string Shown(string? text, int limit = Failures.MaxMessage) => Failures.Short(Mask.Of(text), limit);

    /// <summary>One product's part of an answer with several.</summary>
    public RawPayload RawOf(LooseJson part) => new(part.Utf8(), ContentType);
}
