namespace Integration.Sync;

/// <summary>A sync run under way.</summary>
/// <param name="Shop">Its shop.</param>
/// <param name="Kind">What is synced.</param>
/// <param name="StartedAt">When it was started.</param>
public sealed record SyncUnderWay(string Shop, SyncKind Kind, DateTimeOffset StartedAt);
