using Npgsql;
using NpgsqlTypes;

namespace Integration.Access;

/// <summary>
/// Keeps <c>Idempotency-Key</c>s with their answers for 24 h. All calls run inside the caller's transaction: an answer is
/// stored exactly when its write is.
/// </summary>
public static class IdempotencyStore
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    // A row older than its retention counts as gone, whether or not the purge has been there.
    private const string Insert = """
        insert into idempotency_keys as k (api_key, route, key, body_hash, created_at, event_ids)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (api_key, route, key) do update
        set body_hash = excluded.body_hash, created_at = excluded.created_at, event_ids = excluded.event_ids,
            status = null, body = null
        where k.created_at < $7
        returning true
        """;

    // The insert has waited for the other transaction: this statement sees what it committed.
    private const string Select = """
        select body_hash, status, body, event_ids from idempotency_keys
        where api_key = $1 and route = $2 and key = $3 and created_at >= $4
        """;

    private const string Update = """
        update idempotency_keys set status = $4, body = $5 where api_key = $1 and route = $2 and key = $3
        """;

    private const string Delete = """
        delete from idempotency_keys where api_key = $1 and route = $2 and key = $3 and status is null
        """;

    /// <summary>Claims the key, or tells what the first request with it came to.</summary>
    /// <param name="connection">Its transaction is open.</param>
    /// <param name="claim">The key and what it is bound to.</param>
    /// <param name="eventIds">For events: the ids that a repeat appends again.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the statements.</param>
    public static async Task<IdempotencyState> Claim(
        NpgsqlConnection connection,
        IdempotencyClaim claim,
        Guid[]? eventIds,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using (var insert = Command(connection, Insert, claim))
        {
            insert.Parameters.Add(new() { Value = claim.BodyHash });
            insert.Parameters.Add(new() { Value = now.UtcDateTime });
            insert.Parameters.Add(
                new()
                {
                    Value = (object?)eventIds ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                }
            );
            insert.Parameters.Add(new() { Value = (now - Retention).UtcDateTime });
            if (await insert.ExecuteScalarAsync(ct) is true)
            {
                return new IdempotencyState(IdempotencyKind.New, null, null, eventIds);
            }
        }

        return await Read(connection, claim, eventIds, now, ct);
    }

    /// <summary>What the first request with this key came to, without claiming it.</summary>
    public static Task<IdempotencyState> Find(
        NpgsqlConnection connection,
        IdempotencyClaim claim,
        DateTimeOffset now,
        CancellationToken ct
    ) => Read(connection, claim, null, now, ct);

    /// <summary>Stores the answer; it must hold no secret.</summary>
    public static async Task Complete(
        NpgsqlConnection connection,
        IdempotencyClaim claim,
        int status,
        byte[] body,
        CancellationToken ct
    )
    {
        await using var update = Command(connection, Update, claim);
        update.Parameters.Add(new() { Value = status });
        update.Parameters.Add(new() { Value = body });
        await update.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Gives a key back whose request came to nothing; one that has an answer stays.</summary>
    public static async Task Release(NpgsqlConnection connection, IdempotencyClaim claim, CancellationToken ct)
    {
        await using var delete = Command(connection, Delete, claim);
        await delete.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IdempotencyState> Read(
        NpgsqlConnection connection,
        IdempotencyClaim claim,
        Guid[]? eventIds,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var select = Command(connection, Select, claim);
        select.Parameters.Add(new() { Value = (now - Retention).UtcDateTime });
        await using var reader = await select.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
        {
            return new IdempotencyState(IdempotencyKind.New, null, null, eventIds);
        }

        var same = reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(claim.BodyHash);
        return new IdempotencyState(
            same ? IdempotencyKind.Repeat : IdempotencyKind.Conflict,
            reader.IsDBNull(1) ? null : reader.GetInt32(1),
            reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2),
            reader.IsDBNull(3) ? null : reader.GetFieldValue<Guid[]>(3)
        );
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, IdempotencyClaim claim) =>
        new(sql, connection)
        {
            Parameters =
            {
                new() { Value = claim.ApiKey },
                new() { Value = claim.Route },
                new() { Value = claim.Key },
            },
        };
}
