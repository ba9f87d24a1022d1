using System.Text.Json;
using Integration.Access;
using Integration.Databases;
using Integration.Json;
using Integration.Problems;
using Integration.Time;

namespace Integration.Intake;

/// <summary>
/// <c>Idempotency-Key</c> for events. The key is claimed first, in a commit of its own, with the ids of the events: a
/// repeat that finds a claim without an answer appends again with those ids, and the events' own keys fold it.
/// </summary>
internal sealed class EventClaims(HubDatabase database, DatabaseClock clock)
{
    /// <summary>The events to append: with their own ids when the claim is new, with the first request's when it is a repeat.</summary>
    public async Task<Outcome<EventDraft[]>> Claim(IdempotencyClaim claim, EventDraft[] events, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var ids = Array.ConvertAll(events, draft => draft.EventId);
        var state = await IdempotencyStore.Claim(connection, claim, ids, clock.UtcNow(), ct);
        await transaction.CommitAsync(ct);
        return state switch
        {
            { Kind: IdempotencyKind.New } => events,
            { Kind: IdempotencyKind.Repeat, EventIds: { } first } when first.Length == events.Length =>
                new Outcome<EventDraft[]>
                {
                    Value = [.. events.Select((draft, i) => draft with { EventId = first[i] })],
                    // The gateway's own second try of a call that was lost brings the same ids.
                    Replayed = !first.SequenceEqual(ids),
                },
            _ => IdempotencyProblems.Reused,
        };
    }

    /// <summary>Stores the answer beside the claim. Without it a repeat comes to the same, only more slowly.</summary>
    public async Task Complete(IdempotencyClaim claim, AppendResult[] results, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var body = JsonSerializer.SerializeToUtf8Bytes(results, WireJson.Options);
        await IdempotencyStore.Complete(connection, claim, 202, body, ct);
    }
}
