using Npgsql;

namespace Integration.Intake;

/// <summary>Nonces of signed requests, kept for 2 × the tolerance of their scheme.</summary>
internal static class Nonces
{
    // One whose time is over counts as gone, whether or not the purge has been there.
    private const string Insert = """
        insert into nonces as n (source, nonce, body_hash, event_id, expires_at)
        select * from unnest($1::text[], $2::text[], $3::bytea[], $4::uuid[], $5::timestamptz[])
        on conflict (source, nonce) do update
        set body_hash = excluded.body_hash, event_id = excluded.event_id, expires_at = excluded.expires_at
        where n.expires_at < $6
        returning n.source, n.nonce
        """;

    private const string Select = """
        select n.source, n.nonce, n.body_hash, n.event_id
        from unnest($1::text[], $2::text[]) as w (source, nonce)
        join nonces n on n.source = w.source and n.nonce = w.nonce
        """;

    private const string Update = "update nonces set event_id = $3 where source = $1 and nonce = $2";

    private const string Delete = "delete from nonces where source = $1 and nonce = $2";

    /// <summary>Claims the drafts' nonces, each nonce once among them, in sorted order.</summary>
    /// <returns>The owners of those that were taken; null for one that vanished in between.</returns>
    public static async Task<IReadOnlyDictionary<(string Source, string Nonce), NonceOwner?>> Claim(
        NpgsqlConnection connection,
        EventDraft[] drafts,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var sorted = drafts
            .OrderBy(draft => draft.Source, StringComparer.Ordinal)
            .ThenBy(draft => draft.Nonce!.Value, StringComparer.Ordinal)
            .ToArray();
        var owners = sorted.ToDictionary(draft => (draft.Source, draft.Nonce!.Value), _ => (NonceOwner?)null);
        await using (var insert = InsertCommand(connection, sorted, now))
        {
            await using var reader = await insert.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                owners.Remove((reader.GetString(0), reader.GetString(1)));
            }
        }

        if (owners.Count > 0)
        {
            await FindOwners(connection, owners, ct);
        }

        return owners;
    }

    /// <summary>Lets a nonce answer with another event's id.</summary>
    public static async Task Point(
        NpgsqlConnection connection,
        string source,
        string nonce,
        Guid eventId,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(Update, connection)
        {
            Parameters =
            {
                new() { Value = source },
                new() { Value = nonce },
                new() { Value = eventId },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Frees a nonce that was just claimed.</summary>
    public static async Task Release(NpgsqlConnection connection, string source, string nonce, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Delete, connection)
        {
            Parameters =
            {
                new() { Value = source },
                new() { Value = nonce },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand InsertCommand(NpgsqlConnection connection, EventDraft[] sorted, DateTimeOffset now) =>
        new(Insert, connection)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(sorted, draft => draft.Source) },
                new() { Value = Array.ConvertAll(sorted, draft => draft.Nonce!.Value) },
                new() { Value = Array.ConvertAll(sorted, draft => draft.Nonce!.BodyHash) },
                new() { Value = Array.ConvertAll(sorted, draft => draft.EventId) },
                new() { Value = Array.ConvertAll(sorted, draft => draft.Nonce!.ExpiresAt.UtcDateTime) },
                new() { Value = now.UtcDateTime },
            },
        };

    private static async Task FindOwners(
        NpgsqlConnection connection,
        Dictionary<(string Source, string Nonce), NonceOwner?> owners,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(Select, connection)
        {
            Parameters =
            {
                new() { Value = owners.Keys.Select(key => key.Source).ToArray() },
                new() { Value = owners.Keys.Select(key => key.Nonce).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            owners[(reader.GetString(0), reader.GetString(1))] = new NonceOwner(
                reader.GetFieldValue<byte[]>(2),
                reader.GetGuid(3)
            );
        }
    }
}
