using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Intake;

/// <summary>
/// What comes in from one source; the only writer of its configuration. Key: the source's id.
/// </summary>
[Alias("integration.ISourceGrain")]
public interface ISourceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Verifies, maps and stores a webhook; answers after the commit. Interleaves, so that many requests share one
    /// commit. May be called again once with the same <see cref="IncomingWebhook.EventId"/>.
    /// </summary>
    [AlwaysInterleave]
    [Alias("Receive")]
    Task<AppendResult> Receive(IncomingWebhook webhook, CancellationToken ct);

    /// <summary>Creates the source; 409 where the id is taken, also by an API key's name.</summary>
    [Alias("Create")]
    Task<Outcome<SourceResource>> Create(SourceSettings settings, WriteContext context, CancellationToken ct);

    /// <summary>Applies a JSON merge patch (RFC 7396) to the settings.</summary>
    [Alias("Change")]
    Task<Outcome<SourceResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct);

    /// <summary>Deletes the source; its events stay until their retention ends.</summary>
    [Alias("Delete")]
    Task<Outcome<SourceResource>> Delete(WriteContext context, CancellationToken ct);
}
