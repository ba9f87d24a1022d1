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
        "select id, paused_at, pause_reason from shops where id = any ($1) and paused_at is not null";

    private const string WritePause = """
        update shops set paused_at = coalesce(paused_at, $2), pause_reason = $3 where id = $1
        """;

    private const string DropPause =
        "update shops set paused_at = null, pause_reason = null where id = $1 and paused_at is not null";

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

    /// <summary>Pauses a shop inside the caller's transaction; one that is paused stays so since then, for the new reason.</summary>
    /// <returns>False where there is no such shop.</returns>
    public static async Task<bool> Pause(
        NpgsqlConnection connection,
        string id,
        ShopPause pause,
        CancellationToken ct
    ) => await connection.Execute(WritePause, ct, id, pause.Since, pause.Reason) == 1;

    /// <summary>Lets a shop go on inside the caller's transaction.</summary>
    /// <returns>Whether it was paused.</returns>
    public static async Task<bool> Resume(NpgsqlConnection connection, string id, CancellationToken ct) =>
        await connection.Execute(DropPause, ct, id) == 1;

    private async Task<IReadOnlyList<ShopResource>> Filled(IReadOnlyList<ShopResource> shops, CancellationToken ct)
    {
        string[] ids = [.. shops.Select(static one => one.Id)];
        await using var connection = await _database.Reads.OpenConnectionAsync(ct);
        var pauses = (
            await connection
                .Statement(SelectPauses, (object)ids)
                .Read(
                    static row =>
                        (
                            Id: row.GetString(0),
                            Pause: new ShopPause(row.GetFieldValue<DateTimeOffset>(1), row.GetString(2))
                        ),
                    ct
                )
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
