namespace Integration.Access;

/// <summary>What an <c>Idempotency-Key</c> was found to be.</summary>
public enum IdempotencyKind
{
    /// <summary>Not seen before: claimed by this request.</summary>
    New,

    /// <summary>Seen with the same body.</summary>
    Repeat,

    /// <summary>Seen with another body.</summary>
    Conflict,
}
