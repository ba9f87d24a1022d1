using Integration.Databases;
using Npgsql;

namespace Integration.Intake;

/// <summary>The rows of event keys: who was first.</summary>
internal static class EventKeyRows
{
    private const string ClaimSql = """
        insert into event_keys (source, key_hash, event_id)
        select * from unnest($1::text[], $2::uuid[], $3::uuid[])
        on conflict do nothing
        returning event_id
        """;

    private const string ClaimExpectingNewSql = $"""
        with k as (
            insert into event_keys (source, key_hash, event_id)
            select * from unnest($1::text[], $2::uuid[], $3::uuid[])
            on conflict do nothing
            returning 1
        )
        select {Expectation.Function}(count(*) = cardinality($1)) from k
        """;

    private const string OwnersSql = """
        select k.source, k.key_hash, k.event_id
        from unnest($1::text[], $2::uuid[]) as w (source, key_hash)
        join event_keys k on k.source = w.source and k.key_hash = w.key_hash
        """;

    /// <summary>Claims keys, sorted; answers with the event ids of those that were free.</summary>
    public static NpgsqlBatchCommand Claim((EventKey Key, Guid EventId)[] claims) => Command(ClaimSql, claims);

    /// <summary>Claims keys, sorted; fails with <see cref="Expectation"/> when one was not free.</summary>
    public static NpgsqlBatchCommand ClaimExpectingNew((EventKey Key, Guid EventId)[] claims) =>
        Command(ClaimExpectingNewSql, claims);

    /// <summary>The events that own keys; a key without an owner is left out.</summary>
    public static async Task<IReadOnlyDictionary<EventKey, Guid>> Owners(
        NpgsqlConnection connection,
        EventKey[] keys,
        CancellationToken ct
    )
    {
        var owners = new Dictionary<EventKey, Guid>(keys.Length);
        await using var command = new NpgsqlCommand(OwnersSql, connection)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(keys, key => key.Source) },
                new() { Value = Array.ConvertAll(keys, key => key.Hash) },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            owners[new EventKey(reader.GetString(0), reader.GetGuid(1))] = reader.GetGuid(2);
        }

        return owners;
    }

    private static NpgsqlBatchCommand Command(string sql, (EventKey Key, Guid EventId)[] claims) =>
        new(sql)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(claims, claim => claim.Key.Source) },
                new() { Value = Array.ConvertAll(claims, claim => claim.Key.Hash) },
                new() { Value = Array.ConvertAll(claims, claim => claim.EventId) },
            },
        };
}
