using Integration.Platforms;

namespace Integration.Writes;

/// <summary>A write that waits for its call.</summary>
/// <param name="Account">The account as it was when the write was handed in.</param>
/// <param name="Item">What is written.</param>
/// <param name="Bytes">About what it keeps in memory.</param>
internal sealed record PendingWrite<TItem>(AccountCredentials Account, TItem Item, long Bytes);
