using Integration.Access;
using Integration.Problems;
using Npgsql;

namespace Integration.Intake;

/// <summary>Appends checked events, each for itself, under an <c>Idempotency-Key</c> where the request has one.</summary>
internal sealed class IdempotentAppend(EventAppender appender, EventClaims claims)
{
    public async Task<Outcome<AppendResult[]>> Append(
        EventDraft[] events,
        IdempotencyClaim? idempotency,
        CancellationToken ct
    )
    {
        if (idempotency is null)
        {
            return await AppendAll(events);
        }

        try
        {
            return await AppendClaimed(events, idempotency, ct);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    private async Task<Outcome<AppendResult[]>> AppendClaimed(
        EventDraft[] events,
        IdempotencyClaim idempotency,
        CancellationToken ct
    )
    {
        var claimed = await claims.Claim(idempotency, events, ct);
        if (!claimed.Succeeded)
        {
            return claimed.Problem;
        }

        var results = await AppendAll(claimed.Value);
        await claims.Complete(idempotency, results, ct);
        return new Outcome<AppendResult[]> { Value = results, Replayed = claimed.Replayed };
    }

    private Task<AppendResult[]> AppendAll(EventDraft[] events) => appender.Append(events);
}
