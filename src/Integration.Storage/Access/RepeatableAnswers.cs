using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Problems;
using Integration.Time;

namespace Integration.Access;

/// <summary>
/// The <c>Idempotency-Key</c> of a request that changes no configuration: its answer is kept when it is known, in a transaction of its
/// own, because none may stay open while a platform is asked. A request that a crash cuts short is made again by its repeat.
/// </summary>
public sealed class RepeatableAnswers(HubDatabase database, DatabaseClock clock)
{
    /// <summary>What the first request with this key was answered, or that it had another body; null where there was none.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    public async Task<Outcome<T>?> Find<T>(IdempotencyClaim claim, CancellationToken ct)
        where T : class
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var state = await IdempotencyStore.Find(connection, claim, clock.UtcNow(), ct);
        return state is { Kind: IdempotencyKind.New } ? null : state.Answer<T>();
    }

    /// <summary>Keeps the answer; where another request with this key came first, that one's answer is returned.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="claim">The key and what it is bound to.</param>
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="answer">It must hold no secret.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task<Outcome<T>> Keep<T>(IdempotencyClaim claim, int status, T answer, CancellationToken ct)
        where T : class
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var state = await IdempotencyStore.Claim(connection, claim, null, clock.UtcNow(), ct);
        if (state.Kind != IdempotencyKind.New)
        {
            return state.Answer<T>();
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Options);
        await IdempotencyStore.Complete(connection, claim, status, body, ct);
        await transaction.CommitAsync(ct);
        return answer;
    }
}
