namespace Integration.Conflicts;

/// <summary>What came of a write that was owed.</summary>
/// <param name="Write">The write.</param>
/// <param name="Error">Why it failed; null where the platform took it.</param>
/// <param name="NextAttemptAt">When it is tried again; null where it is not.</param>
public sealed record OwedResult(OwedWrite Write, string? Error = null, DateTimeOffset? NextAttemptAt = null)
{
    /// <summary>Whether the platform was asked at all: a write that was held back here is no attempt.</summary>
    public bool IsAttempt { get; init; } = true;
}
