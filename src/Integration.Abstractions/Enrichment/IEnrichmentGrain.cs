using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Enrichment;

/// <summary>
/// The enrichment of one shop's orders: sees to it that its due tasks are worked on, by one worker of the cluster at a time. Key: the
/// shop's id.
/// </summary>
[Alias("integration.IEnrichmentGrain")]
public interface IEnrichmentGrain : IGrainWithStringKey
{
    /// <summary>Asks for packages by hand, before whatever was asked for by itself; the answer does not wait for any.</summary>
    [Alias("Start")]
    Task<Outcome<EnrichmentStart>> Start(EnrichmentRequest request, WriteContext context, CancellationToken ct);

    /// <summary>Some tasks are due: work on them, unless that is being done or the platform wants to be left in peace.</summary>
    [AlwaysInterleave]
    [Alias("Wake")]
    Task Wake(CancellationToken ct);

    /// <summary>Somebody wants it now: work on what is due, even where the platform wants to be left in peace.</summary>
    [AlwaysInterleave]
    [Alias("WakeNow")]
    Task WakeNow(CancellationToken ct);
}
