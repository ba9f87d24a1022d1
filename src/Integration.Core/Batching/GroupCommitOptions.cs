namespace Integration.Batching;

/// <summary>Bounds of a group commit.</summary>
/// <param name="MaxItems">Items in one commit at most.</param>
/// <param name="MaxRows">Rows in one commit at most; a single item above it is committed alone.</param>
/// <param name="MaxQueued">Items that wait at most; above it new ones are refused, so the caller can say "try later".</param>
/// <param name="MaxBytes">
/// Bytes of all items not yet committed at most; above it new ones are refused. A single larger item is taken alone.
/// </param>
public sealed record GroupCommitOptions(int MaxItems, int MaxRows, int MaxQueued, long MaxBytes = long.MaxValue);
