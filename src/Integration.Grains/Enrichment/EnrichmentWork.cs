namespace Integration.Enrichment;

/// <summary>A task with what its call needs.</summary>
/// <param name="Account">By whom the order is asked for.</param>
/// <param name="Task">The task.</param>
/// <param name="Batch">Its batch.</param>
/// <param name="Until">When its worker has to be done: shortly before the lock frees itself.</param>
internal sealed record EnrichmentWork(
    EnrichmentAccount Account,
    ClaimedTask Task,
    EnrichmentBatch Batch,
    DateTimeOffset Until
);
