namespace Integration.Sync;

/// <summary>What the webhooks of a shop named.</summary>
/// <param name="Records">The records, each once, in the order in which they were named first.</param>
/// <param name="Position">How far they were read.</param>
/// <param name="HasMore">Whether there may be more.</param>
public sealed record SyncHints(IReadOnlyList<SyncHint> Records, Guid Position, bool HasMore);
