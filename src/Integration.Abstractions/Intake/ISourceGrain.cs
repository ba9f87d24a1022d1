using Integration.Resources;
using Orleans.Concurrency;

namespace Integration.Intake;

/// <summary>
/// What comes in from one source; the only writer of its configuration. Key: the source's id.
/// </summary>
[Alias("integration.ISourceGrain")]
public interface ISourceGrain : IConfiguredGrain<SourceSettings, SourceResource>
{
    /// <summary>
    /// Verifies, maps and stores a webhook; answers after the commit. Interleaves, so that many requests share one
    /// commit. May be called again with the same <see cref="IncomingWebhook.EventId"/>.
    /// </summary>
    [AlwaysInterleave]
    [Alias("Receive")]
    Task<AppendResult> Receive(IncomingWebhook webhook, CancellationToken ct);

    /// <summary>
    /// As <see cref="Receive"/> for what came in together: each for itself, answered in the order given when all are
    /// committed or refused. Null where one broke: calling for it alone tells why.
    /// </summary>
    [AlwaysInterleave]
    [Alias("ReceiveMany")]
    Task<AppendResult?[]> ReceiveMany([Immutable] IncomingWebhook[] webhooks, CancellationToken ct);
}
