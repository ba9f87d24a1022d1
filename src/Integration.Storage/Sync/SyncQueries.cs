using System.Globalization;
using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Integration.Platforms;
using Integration.Products;
using Integration.Time;

namespace Integration.Sync;

/// <summary>Lists of sync runs, of records that failed, and of what versions of a record brought.</summary>
public sealed class SyncQueries(HubDatabase database, DatabaseClock clock)
{
    private const string RunsSql =
        $"select {SyncRunTable.Columns} from sync_runs where {{0}} order by id desc limit {{1}}";

    private const string FailuresSql = """
        select shop, kind, key, record_id, run_id, failure_kind, failure_reason, detail, tries, next_try_at, first_at, last_at
        from record_failures where {0} order by first_at desc, shop desc, key desc limit {1}
        """;

    private const string VersionsSql = """
        select version, event, changes, changed_at, at from record_versions where {0} order by version desc limit {1}
        """;

    /// <summary>A page of runs, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<SyncRunResource>> Runs(SyncRunFilter filter, PageRequest page, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var rows = await new SqlFilter()
            .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
            .And("id = ?", filter.Id)
            .And("shop = ?", filter.Shop)
            .And("kind = ?", filter.Kind is null ? null : (short)filter.Kind)
            .And("mode = ?", filter.Mode is null ? null : (short)filter.Mode)
            .And("state = ?", filter.State is null ? null : (short)filter.State)
            .Command(database.Reads, RunsSql, page.Fetch)
            .Read(row => SyncRunTable.Read(row, now).Shown, ct);
        return Page<SyncRunResource>.Of(rows, page, static one => one.Id.ToString());
    }

    /// <summary>One run; null when there is none.</summary>
    public async Task<SyncRunResource?> FindRun(Guid id, CancellationToken ct) =>
        (await Runs(new SyncRunFilter(Id: id), new PageRequest(1, null), ct)).Data is [var one] ? one : null;

    /// <summary>A page of records that failed, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<RecordFailureResource>> Failures(
        RecordFailureFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        var rows = await new SqlFilter()
            .After("first_at, shop, key", ShopPlace.Of(page))
            .And("shop = ?", filter.Shop)
            .And("kind = ?", filter.Kind is null ? null : (short)filter.Kind)
            .And("run_id = ?", filter.Run)
            .And("record_id = ?", filter.RecordId)
            .Command(database.Reads, FailuresSql, page.Fetch)
            .Read(
                static row => new RecordFailureResource
                {
                    Shop = row.GetString(0),
                    Kind = (SyncKind)row.GetInt16(1),
                    Key = row.GetString(2),
                    RecordId = row.TextOrNull(3),
                    Run = row.IsDBNull(4) ? null : row.GetGuid(4),
                    FailureKind = (FailureKind)row.GetInt16(5),
                    FailureReason = (FailureReason)row.GetInt16(6),
                    Detail = row.GetString(7),
                    Tries = row.GetInt32(8),
                    NextTryAt = row.InstantOrNull(9),
                    FirstAt = row.GetFieldValue<DateTimeOffset>(10),
                    LastAt = row.GetFieldValue<DateTimeOffset>(11),
                },
                ct
            );
        return Page<RecordFailureResource>.Of(
            rows,
            page,
            static one => new ShopPlace(one.FirstAt, one.Shop, one.Key).ToString()
        );
    }

    /// <summary>What the platform sent in the place of a record; null where nothing is kept.</summary>
    public Task<RawPayload?> FailedPayload(string shop, string key, CancellationToken ct) =>
        Payload("record_failures", "key", shop, key, ct);

    /// <summary>What the version of an order or product that is stored was read from; null where nothing is kept.</summary>
    public Task<RawPayload?> Payload(string shop, SyncKind kind, string id, CancellationToken ct) =>
        Payload(RecordTable.Of(kind).Name, "id", shop, id, ct);

    /// <summary>A page of what the versions of an order or product brought, the newest first.</summary>
    public async Task<Page<RecordVersionResource>> Versions(
        string shop,
        SyncKind kind,
        string id,
        PageRequest page,
        CancellationToken ct
    )
    {
        var rows = await new SqlFilter()
            .And("shop = ?", shop)
            .And("kind = ?", (short)kind)
            .And("id = ?", id)
            .And("version < ?", page.After is null ? null : long.Parse(page.After, CultureInfo.InvariantCulture))
            .Command(database.Reads, VersionsSql, page.Fetch)
            .Read(
                static row => new RecordVersionResource
                {
                    Version = row.GetInt64(0),
                    Event = row.GetString(1),
                    Changes = JsonDocument.Parse(row.GetString(2)).RootElement,
                    ChangedAt = row.InstantOrNull(3),
                    At = row.GetFieldValue<DateTimeOffset>(4),
                },
                ct
            );
        return Page<RecordVersionResource>.Of(
            rows,
            page,
            static one => one.Version.ToString(CultureInfo.InvariantCulture)
        );
    }

    private async Task<RawPayload?> Payload(string table, string column, string shop, string id, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var rows = await connection
            .Statement(
                $"select raw, raw_type from {table} where shop = $1 and {column} = $2 and raw is not null",
                shop,
                id
            )
            .Read(static row => new RawPayload(row.GetFieldValue<byte[]>(0), row.TextOrNull(1)), ct);
        return rows is [var one] ? one : null;
    }
}
