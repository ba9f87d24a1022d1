using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Intake;

/// <summary>Appends events of internal applications; owns nothing.</summary>
[StatelessWorker]
internal sealed class EventIntakeGrain(IdempotentAppend append) : Grain, IEventIntakeGrain
{
    public Task<Outcome<AppendResult[]>> Append(
        EventDraft[] events,
        IdempotencyClaim? idempotency,
        CancellationToken ct
    ) => append.Append(events, idempotency, ct);
}
