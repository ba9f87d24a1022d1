using Integration.Databases;
using Integration.Lists;
using Integration.Mapping;
using Integration.Resources;
using Integration.Sync;
using Npgsql;

namespace Integration.Shops;

/// <summary>The table of shops. What is read for people has beside it how far they are synced.</summary>
public sealed class ShopTable(HubDatabase database) : ResourceTable<ShopSettings, ShopResource>(database, "shops")
{
    private const string SelectPauses =
        "select id, paused_at, pause_reason, waits_for_account from shops where id = any ($1) and paused_at is not null";

    private const string SelectStanding =
        "select enabled, paused_at, pause_reason, waits_for_account from shops where id = $1";

    private const string EndRuns = """
        update sync_runs set state = 3, error = 'The shop was deleted.', finished_at = $2 where shop = $1 and state = 0
        """;

    private const string DropSeen = """
        delete from sync_seen s using sync_runs r where r.id = s.run_id and r.shop = $1
        """;

    private const string EndConflicts = """
        update conflicts set state = 3, version = version + 1, updated_at = $2, ended_at = $2 where shop = $1 and state = 0
        """;

    // In the order in which edits take their rows.
    private static readonly string[] s_forget =
    [
        "update products set edited = false where shop = $1 and edited",
        "delete from product_edits where shop = $1",
        "update products set missing_since = null, missing_generation = null where shop = $1 and missing_since is not null",
        "update orders set missing_since = null, missing_generation = null where shop = $1 and missing_since is not null",
        "delete from sync_states where shop = $1",
        "delete from record_failures where shop = $1",
        "delete from shop_hints where shop = $1",
        "delete from conflict_policies where shop = $1",
    ];

    private const string WritePause = """
        update shops set paused_at = coalesce(paused_at, $2), pause_reason = $3, waits_for_account = $4, refused_account_at = null
        where id = $1
        """;

    // Where there was no account, every one is newer.
    private const string WriteRefusal = """
        update shops set paused_at = $2, pause_reason = $3, waits_for_account = true,
            refused_account_at = coalesce($4::timestamptz, '-infinity')
        where id = $1 and paused_at is null
        """;

    // What was refused was refused to the account before.
    private const string NoteMove = """
        update shops set refused_account_at = '-infinity'
        where id = $1 and waits_for_account and settings ->> 'account' is distinct from $2
        """;

    private const string DropPause = """
        update shops set paused_at = null, pause_reason = null, waits_for_account = false, refused_account_at = null
        where id = $1 and paused_at is not null
        """;

    // Changed since, by a person or a renewal: what was refused was refused to other credentials, whatever clocks say. A pause comes
    // later than the call that it follows from, so its own time says nothing about a change meanwhile.
    private const string SelectMended = """
        select s.id from shops s join platform_accounts a on a.id = s.settings ->> 'account'
        where s.paused_at is not null and s.waits_for_account and s.enabled and a.enabled
            and case when s.refused_account_at is null then a.updated_at > s.paused_at
                else a.updated_at <> s.refused_account_at end
        order by s.paused_at limit $1
        """;

    // A shop is the source of its events, as others are of theirs: nobody else may use its id.
    private const string IsSource = """
        select exists (select 1 from sources where id = $1)
            or exists (select 1 from api_keys where name = $1 and revoked_at is null)
        """;

    private readonly HubDatabase _database = database;
    private readonly SyncStateTable _states = new(database);

    /// <summary>The configuration alone: what the audit keeps.</summary>
    public override ShopResource Show(ResourceRow<ShopSettings> row) =>
        new()
        {
            Id = row.Id,
            Name = row.Settings.Name ?? row.Id,
            Account = row.Settings.Account!,
            TimeZone = row.Settings.TimeZone ?? "UTC",
            Orders = row.Settings.Orders,
            Products = row.Settings.Products,
            Enabled = row.Settings.Enabled,
            Note = row.Settings.Note,
            Webhooks = row.Settings.Webhooks,
            Version = row.Version,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };

    /// <inheritdoc />
    public override async Task<ShopResource?> Find(string id, CancellationToken ct) =>
        await base.Find(id, ct) is { } found ? (await Filled([found], ct))[0] : null;

    /// <inheritdoc />
    public override Task<Page<ShopResource>> List(PageRequest page, CancellationToken ct) =>
        List(new ShopFilter(), page, ct);

    /// <summary>A page of shops, the newest first.</summary>
    public async Task<Page<ShopResource>> List(ShopFilter filter, PageRequest page, CancellationToken ct)
    {
        var sql = new SqlFilter()
            .After(CreatedPlace.Of(page))
            .And("settings ->> 'account' = ?", filter.Account)
            .And("enabled = ?", filter.Enabled);
        sql = filter.Paused switch
        {
            true => sql.And("paused_at is not null"),
            false => sql.And("paused_at is null"),
            null => sql,
        };
        var found = Page<ShopResource>.Of(
            (await Rows(sql, page.Fetch, ct)).ConvertAll(Show),
            page,
            static one => new CreatedPlace(one.CreatedAt, one.Id).ToString()
        );
        return found with { Data = await Filled(found.Data, ct) };
    }

    /// <inheritdoc />
    public override async Task<bool> IsTaken(NpgsqlConnection connection, string id, CancellationToken ct)
    {
        if (InternalSources.IsReserved(id))
        {
            return true;
        }

        await using var command = connection.Statement(IsSource, id);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Whether a shop may be synced now; null where there is none.</summary>
    public async Task<ShopStanding?> Standing(string id, CancellationToken ct)
    {
        await using var connection = await _database.Reads.OpenConnectionAsync(ct);
        var found = await connection
            .Statement(SelectStanding, id)
            .Read(static row => new ShopStanding(row.GetBoolean(0), row.IsDBNull(1) ? null : PauseOf(row)), ct);
        return found is [var standing] ? standing : null;
    }

    /// <inheritdoc />
    public override async Task<bool> Write(
        NpgsqlConnection connection,
        ResourceRow<ShopSettings> row,
        CancellationToken ct
    )
    {
        await connection.Execute(NoteMove, ct, row.Id, row.Settings.Account);
        return await base.Write(connection, row, ct);
    }

    /// <summary>Takes a shop away, with its plans, local edits and what its walks keep, and ends its runs and conflicts. What was synced stays.</summary>
    public override async Task<bool> Delete(
        NpgsqlConnection connection,
        ResourceRow<ShopSettings> deleted,
        CancellationToken ct
    )
    {
        if (!await base.Delete(connection, deleted, ct))
        {
            return false;
        }

        await connection.Execute(EndRuns, ct, deleted.Id, deleted.UpdatedAt);
        await connection.Execute(DropSeen, ct, deleted.Id);
        foreach (var forget in s_forget)
        {
            await connection.Execute(forget, ct, deleted.Id);
        }

        await connection.Execute(EndConflicts, ct, deleted.Id, deleted.UpdatedAt);
        return true;
    }

    /// <summary>Pauses a shop inside the caller's transaction; one that is paused stays so since then, for the new reason.</summary>
    /// <returns>False where there is no such shop.</returns>
    public static async Task<bool> Pause(
        NpgsqlConnection connection,
        string id,
        ShopPause pause,
        CancellationToken ct
    ) => await connection.Execute(WritePause, ct, id, pause.Since, pause.Reason, pause.WaitsForAccount) == 1;

    /// <summary>
    /// Pauses a shop inside the caller's transaction until its account is changed; one that is paused stays as it is, whoever did it.
    /// </summary>
    /// <returns>False where there is no such shop, or it is paused.</returns>
    public static async Task<bool> WaitForAccount(
        NpgsqlConnection connection,
        string id,
        ShopRefusal refusal,
        DateTimeOffset now,
        CancellationToken ct
    ) => await connection.Execute(WriteRefusal, ct, id, now, refusal.Reason, refusal.AccountChangedAt) == 1;

    /// <summary>Paused shops that wait for their account, which was changed since.</summary>
    public async Task<IReadOnlyList<string>> Mended(int limit, CancellationToken ct)
    {
        await using var connection = await _database.Reads.OpenConnectionAsync(ct);
        return await connection.Statement(SelectMended, limit).Read(static row => row.GetString(0), ct);
    }

    /// <summary>Lets a shop go on inside the caller's transaction.</summary>
    /// <returns>Whether it was paused.</returns>
    public static async Task<bool> Resume(NpgsqlConnection connection, string id, CancellationToken ct) =>
        await connection.Execute(DropPause, ct, id) == 1;

    /// <summary>Since when and why a shop is paused, inside the caller's transaction; null where it is not.</summary>
    public static async Task<ShopPause?> PauseOf(NpgsqlConnection connection, string id, CancellationToken ct) =>
        await connection.Statement(SelectPauses, (object)new[] { id }).Read(static row => PauseOf(row), ct)
            is [var pause]
            ? pause
            : null;

    private static ShopPause PauseOf(NpgsqlDataReader row) =>
        new(row.GetFieldValue<DateTimeOffset>(1), row.GetString(2)) { WaitsForAccount = row.GetBoolean(3) };

    private async Task<IReadOnlyList<ShopResource>> Filled(IReadOnlyList<ShopResource> shops, CancellationToken ct)
    {
        string[] ids = [.. shops.Select(static one => one.Id)];
        await using var connection = await _database.Reads.OpenConnectionAsync(ct);
        var pauses = (
            await connection
                .Statement(SelectPauses, (object)ids)
                .Read(static row => (Id: row.GetString(0), Pause: PauseOf(row)), ct)
        ).ToDictionary(static one => one.Id, static one => one.Pause, StringComparer.Ordinal);
        var states = (await _states.Read(ids, ct)).ToLookup(
            static one => one.Shop,
            static one => one.Shown,
            StringComparer.Ordinal
        );
        return
        [
            .. shops.Select(one => one with { Paused = pauses.GetValueOrDefault(one.Id), Syncs = [.. states[one.Id]] }),
        ];
    }
}
