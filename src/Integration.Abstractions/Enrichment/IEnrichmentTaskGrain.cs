using Integration.Access;
using Integration.Problems;

namespace Integration.Enrichment;

/// <summary>
/// One task: the look for the packages of one order. The only writer of its row once that is there. Key: an
/// <see cref="EnrichmentTaskId"/>.
/// </summary>
[Alias("integration.IEnrichmentTaskGrain")]
public interface IEnrichmentTaskGrain : IGrainWithStringKey
{
    /// <summary>Gives the task to a worker, until the lock's time is over; null where it is not due or another worker has it.</summary>
    /// <param name="claim">By which the worker is known.</param>
    /// <param name="ct">Ends the wait.</param>
    [Alias("Claim")]
    Task<ClaimedTask?> Claim(Guid claim, CancellationToken ct);

    /// <summary>Stores what came of it with the order and its events; false, and nothing is stored, where the worker does not have it any more.</summary>
    [Alias("Settle")]
    Task<bool> Settle(EnrichmentOutcome outcome, CancellationToken ct);

    /// <summary>Tries it again by hand, at once and anew; 409 where a worker has it or it is completed.</summary>
    [Alias("Retry")]
    Task<Outcome<EnrichmentTaskResource>> Retry(WriteContext context, CancellationToken ct);
}
