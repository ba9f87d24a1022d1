namespace Integration.Collections;

/// <summary>What came of one batch of a collection.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Items">One for each product of the batch.</param>
/// <param name="Calls">Queries that were made for it.</param>
/// <param name="PausedUntil">Nothing more is asked for before; null where the platform set no limit.</param>
public sealed record BatchOutcome(
    CollectionRow Collection,
    IReadOnlyList<ItemOutcome> Items,
    int Calls,
    DateTimeOffset? PausedUntil
);
