namespace Integration.Sync;

/// <summary>A record that a webhook of a shop named.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The platform's id of it.</param>
/// <param name="Position">The position of the webhook that named it first.</param>
public sealed record SyncHint(SyncKind Kind, string Id, Guid Position);
