using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Problems;
using Integration.Time;

namespace Integration.Access;

/// <summary>
/// Every change of configuration goes through here: idempotency, write, audit and stored answer are one transaction.
/// </summary>
public sealed class ConfigurationTransaction(HubDatabase database, DatabaseClock clock, IIdGenerator ids)
{
    /// <summary>Runs a change.</summary>
    /// <typeparam name="T">The resource.</typeparam>
    /// <param name="context">Who, and under which conditions.</param>
    /// <param name="change">What.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <returns>The resource as the write made it, or the problem; for a repeat, the resource without its secret.</returns>
    public async Task<Outcome<T>> Run<T>(WriteContext context, ConfigurationChange<T> change, CancellationToken ct)
        where T : class
    {
        var now = clock.UtcNow();
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (context.Idempotency is { } claim)
        {
            var state = await IdempotencyStore.Claim(connection, claim, null, now, ct);
            if (state.Kind != IdempotencyKind.New)
            {
                return state.Answer<T>();
            }
        }

        var outcome = await change.Write(connection, now);
        if (!outcome.Succeeded)
        {
            // Rolled back, the claim too: a request that failed may be corrected and sent again with its key.
            return outcome;
        }

        var shown = change.WithoutSecret(outcome.Value);
        await AuditWriter.Write(
            connection,
            ids.NewId(now),
            now,
            context,
            change.Action,
            change.Target,
            change.Before,
            change.IsDeletion ? null : shown,
            ct
        );
        if (context.Idempotency is { } key)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(shown, WireJson.Options);
            await IdempotencyStore.Complete(connection, key, change.Status, body, ct);
        }

        await transaction.CommitAsync(ct);
        return outcome;
    }
}
