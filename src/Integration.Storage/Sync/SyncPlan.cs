namespace Integration.Sync;

/// <summary>When one kind of a shop's records is due.</summary>
/// <param name="Incremental">When what changed is due; null where nothing is planned.</param>
/// <param name="Full">When everything is due; null where nothing is planned.</param>
public sealed record SyncPlan(DateTimeOffset? Incremental, DateTimeOffset? Full);
