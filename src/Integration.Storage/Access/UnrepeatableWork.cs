using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Problems;
using Integration.Time;
using Npgsql;

namespace Integration.Access;

/// <summary>
/// Work outside of the database that must not be done twice, such as creating products at a platform. That it begins stands in the audit,
/// and its <c>Idempotency-Key</c> is taken, before anything is sent; what came of it is written when it is known. A request that a crash
/// cut short is not made again by its repeat: what it had done by then is not known here.
/// </summary>
public sealed class UnrepeatableWork(HubDatabase database, DatabaseClock clock, IIdGenerator ids)
{
    /// <summary>What the first request with this key was answered, or why there is no answer; null where there was none.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    public async Task<Outcome<T>?> Find<T>(IdempotencyClaim claim, CancellationToken ct)
        where T : class
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return Earlier<T>(await IdempotencyStore.Find(connection, claim, clock.UtcNow(), ct));
    }

    /// <summary>Notes that it begins. Only where null comes back may anything be sent.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="context">Who asks.</param>
    /// <param name="action">What is done, for the audit.</param>
    /// <param name="target">On which.</param>
    /// <param name="asked">What was asked for, for the audit; it must hold no secret.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <returns>As <see cref="Find{T}"/>.</returns>
    public async Task<Outcome<T>?> Begin<T>(
        WriteContext context,
        string action,
        string target,
        object asked,
        CancellationToken ct
    )
        where T : class
    {
        var now = clock.UtcNow();
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (
            context.Idempotency is { } claim
            && Earlier<T>(await IdempotencyStore.Claim(connection, claim, null, now, ct)) is { } earlier
        )
        {
            return earlier;
        }

        await Audit(connection, context, action, target, asked, now, ct);
        // A commit that was cut off would take the key, and nothing would be sent.
        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }

    /// <summary>Notes what came of it.</summary>
    /// <param name="context">Who asked.</param>
    /// <param name="action">What was done, for the audit.</param>
    /// <param name="target">On which.</param>
    /// <param name="status">HTTP status of the answer, kept for a repeat.</param>
    /// <param name="answer">The answer; it must hold no secret.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task End(
        WriteContext context,
        string action,
        string target,
        int status,
        object answer,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Audit(connection, context, action, target, answer, clock.UtcNow(), ct);
        if (context.Idempotency is { } claim)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), WireJson.Options);
            await IdempotencyStore.Complete(connection, claim, status, body, ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Notes that nothing was done, and gives the key back: the request may be corrected and sent again with it.</summary>
    /// <param name="context">Who asked.</param>
    /// <param name="action">What was not done, for the audit.</param>
    /// <param name="target">On which.</param>
    /// <param name="why">For the audit; it must hold no secret.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task Drop(WriteContext context, string action, string target, object why, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Audit(connection, context, action, target, why, clock.UtcNow(), ct);
        if (context.Idempotency is { } claim)
        {
            await IdempotencyStore.Release(connection, claim, ct);
        }

        await transaction.CommitAsync(ct);
    }

    private Task Audit(
        NpgsqlConnection connection,
        WriteContext context,
        string action,
        string target,
        object after,
        DateTimeOffset now,
        CancellationToken ct
    ) => AuditWriter.Write(connection, ids.NewId(now), now, context, action, target, before: null, after, ct);

    private static Outcome<T>? Earlier<T>(IdempotencyState state)
        where T : class =>
        state switch
        {
            { Kind: IdempotencyKind.New } => null,
            { Kind: IdempotencyKind.Repeat, Body: null } => IdempotencyProblems.Underway,
            _ => state.Answer<T>(),
        };
}
