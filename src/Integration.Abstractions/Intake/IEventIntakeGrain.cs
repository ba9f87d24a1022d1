using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Intake;

/// <summary>
/// Takes events of internal applications, which come with an API key in place of a source. A stateless worker: it
/// owns nothing, it only brings the call onto a silo. Key: 0.
/// </summary>
[Alias("integration.IEventIntakeGrain")]
public interface IEventIntakeGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Appends each event for itself and answers when all that succeed are committed, in the order given.
    /// </summary>
    /// <param name="events">1 to 500 events.</param>
    /// <param name="idempotency">
    /// Claimed first, in a commit of its own: a repeat appends again with the ids of the claim, so nothing is stored twice.
    /// </param>
    /// <param name="ct">Cancels the wait, not the commit.</param>
    [AlwaysInterleave]
    [Alias("Append")]
    Task<Outcome<AppendResult[]>> Append(EventDraft[] events, IdempotencyClaim? idempotency, CancellationToken ct);
}
