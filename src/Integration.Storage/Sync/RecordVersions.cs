using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Npgsql;

namespace Integration.Sync;

/// <summary>What each version of a record brought; written inside the caller's transaction.</summary>
internal static class RecordVersions
{
    private const string Insert = """
        insert into record_versions (shop, kind, id, version, event, status, changes, changed_at, at)
        select $1, $2, i.id, i.version, i.event, i.status, i.changes, i.changed_at, $3
        from unnest($4::text[], $5::bigint[], $6::text[], $7::smallint[], $8::text[], $9::timestamptz[])
            as i (id, version, event, status, changes, changed_at)
        """;

    private const string Trim = """
        delete from record_versions v
        using unnest($3::text[], $4::bigint[]) as t (id, version)
        where v.shop = $1 and v.kind = $2 and v.id = t.id and v.version <= t.version
        """;

    public static async Task Write(
        NpgsqlConnection connection,
        string shop,
        SyncKind kind,
        IReadOnlyList<RecordChange> changes,
        int kept,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (changes.Count == 0)
        {
            return;
        }

        await connection.Execute(
            Insert,
            ct,
            shop,
            (short)kind,
            now,
            changes.Select(static one => one.Id).ToArray(),
            changes.Select(static one => one.Version).ToArray(),
            changes.Select(one => SyncEvents.TypeOf(kind, one.Event)).ToArray(),
            changes.Select(static one => one.Status).ToArray(),
            changes.Select(static one => JsonSerializer.Serialize(one.Changes, WireJson.Options)).ToArray(),
            changes.Select(static one => one.ChangedAt).ToArray()
        );
        var trimmed = changes.Where(one => one.Version > kept).ToArray();
        if (trimmed.Length > 0)
        {
            await connection.Execute(
                Trim,
                ct,
                shop,
                (short)kind,
                Array.ConvertAll(trimmed, static one => one.Id),
                Array.ConvertAll(trimmed, one => one.Version - kept)
            );
        }
    }
}
