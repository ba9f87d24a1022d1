using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// The rows of one kind of record, read and written in sets inside the caller's transaction. Every write states the version that it
/// was decided from: where somebody else was there first it finds no row, and <see cref="LostRaceException"/> says so.
/// </summary>
internal sealed class RecordTable
{
    public static readonly RecordTable Orders = new(
        "orders",
        RecordColumns.Orders,
        "o.packages",
        "o.package_sn is null"
    );
    public static readonly RecordTable Products = new("products", RecordColumns.Products, "null::text", "false")
    {
        HasEdits = true,
    };

    // A stored change of after it was read shows that the platform's clock was ahead. An answer with an older change time that comes so
    // much later is then no late one: the clock is right again.
    private const string ClockMended = "15 minutes";

    private readonly RecordColumn[] _columns;
    private readonly string _differing;
    private readonly string _upsert;
    private readonly string _upsertEdited;
    private readonly string _touch;

    private RecordTable(string name, RecordColumn[] columns, string packages, string lacksPackage)
    {
        Name = name;
        _columns = columns;
        // What is new is compared here: the platform's change time says it, and where that does not, who read later. A row that
        // is as it was is read and not even locked.
        _differing = $"""
            select d.* from (
                select i.n, o.version, o.status, o.content, {packages}, o.list_hash, o.changed_at,
                    o.deleted_at is not null as is_deleted,
                    o.deleted_at is null and coalesce(o.missing_since <= i.read_at, false) as is_missing,
                    coalesce(
                        (o.list_hash <> i.hash or o.changed_at is distinct from coalesce(i.changed_at, o.changed_at))
                        and case when i.changed_at <> o.changed_at
                                then i.changed_at > o.changed_at
                                    or o.changed_at > o.read_at and i.read_at > o.read_at + interval '{ClockMended}'
                            else o.read_at <= i.read_at end
                        and o.deleted_at is null
                        or o.deleted_at <= i.read_at, false) as is_behind,
                    o.deleted_at is null and i.has_packages and {lacksPackage} as is_filled,
                    o.id is null as is_new
                from unnest($2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::boolean[])
                    with ordinality as i (id, hash, changed_at, read_at, has_packages, n)
                left join {name} o on o.shop = $1 and o.id = i.id
            ) as d
            where d.is_new or d.is_behind or d.is_missing or d.is_filled
            """;
        var names = string.Join(", ", columns.Select(static one => one.Name));
        var arrays = string.Join(", ", columns.Select(static (one, n) => $"${n + 4}::{one.Type}[]"));
        // Packages may come from a record that was read before the stored one.
        var set = string.Join(
            ", ",
            columns
                .Skip(1)
                .Select(static one =>
                    one.Name == "read_at"
                        ? "read_at = greatest(o.read_at, excluded.read_at)"
                        : $"{one.Name} = excluded.{one.Name}"
                )
        );
        _upsert = $"""
            insert into {name} as o (shop, {names}, listed_at, created_at, updated_at)
            select $1, {string.Join(
                ", ",
                columns.Select(static one => one.Expression)
            )}, coalesce(i.placed_at, $2), $2, $2
            from unnest($3::timestamptz[], {arrays}) as i (placed_at, {names})
            on conflict (shop, id) do update
            set {set}, updated_at = excluded.updated_at, missing_since = null, missing_generation = null,
                deleted_at = null
            where o.version = excluded.version - 1
            """;
        _upsertEdited = $"{_upsert} returning case when o.edited then o.id end";
        _touch = $"""
            update {name} o
            set list_hash = i.hash, changed_at = i.changed_at, read_at = greatest(o.read_at, i.read_at),
                missing_since = null, missing_generation = null
            from unnest($2::text[], $3::bigint[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
                as i (id, version, hash, changed_at, read_at)
            where o.shop = $1 and o.id = i.id and o.version = i.version
            """;
    }

    public string Name { get; }

    // Only products are edited here.
    private bool HasEdits { get; init; }

    public static RecordTable Of(SyncKind kind) => kind == SyncKind.Orders ? Orders : Products;

    /// <summary>Records that are new, changed or were missing, by their place; null where nothing is stored. All others are as they were.</summary>
    public Task<List<(int Place, StoredRecord? Stored)>> Differing(
        NpgsqlConnection connection,
        string shop,
        IReadOnlyList<SyncRecord> records,
        DateTimeOffset readAt,
        CancellationToken ct
    )
    {
        return connection
            .Statement(
                _differing,
                shop,
                records.Select(static one => one.Id).ToArray(),
                records.Select(static one => one.Hash).ToArray(),
                records.Select(static one => one.ChangedAt).ToArray(),
                records.Select(one => one.ReadAt ?? readAt).ToArray(),
                records.Select(static one => one.Order?.Packages is { Length: > 0 }).ToArray()
            )
            .Read(Read, ct);
    }

    /// <summary>Writes new versions, sorted, so that two writers take their rows in one order.</summary>
    /// <returns>The ids of those that have local edits, as of the write: from then on none can be added before the commit.</returns>
    /// <exception cref="LostRaceException">One of them was written meanwhile.</exception>
    public async Task<IReadOnlySet<string>> Upsert(
        NpgsqlConnection connection,
        string shop,
        IReadOnlyList<RecordChange> sorted,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (sorted.Count == 0)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        var placed = sorted.Select(static one => one.PlacedAt).ToArray();
        var command = connection.Statement(HasEdits ? _upsertEdited : _upsert, shop, now, placed);
        foreach (var column in _columns)
        {
            command.Parameters.Add(column.Values(sorted));
        }

        var (written, edited) = HasEdits
            ? await WithEdits(command, ct)
            : (await Run(command, ct), new HashSet<string>(StringComparer.Ordinal));
        return written == sorted.Count ? edited : throw new LostRaceException();
    }

    /// <summary>Notes what is new beside records that have not changed.</summary>
    /// <exception cref="LostRaceException">One of them was written meanwhile.</exception>
    public async Task Touch(
        NpgsqlConnection connection,
        string shop,
        IReadOnlyList<RecordTouch> sorted,
        CancellationToken ct
    )
    {
        if (sorted.Count == 0)
        {
            return;
        }

        var touched = await connection.Execute(
            _touch,
            ct,
            shop,
            sorted.Select(static one => one.Id).ToArray(),
            sorted.Select(static one => one.Version).ToArray(),
            sorted.Select(static one => one.ListHash).ToArray(),
            sorted.Select(static one => one.ChangedAt).ToArray(),
            sorted.Select(static one => one.ReadAt).ToArray()
        );
        if (touched != sorted.Count)
        {
            throw new LostRaceException();
        }
    }

    private static async Task<(int Written, HashSet<string> Edited)> WithEdits(
        NpgsqlCommand command,
        CancellationToken ct
    )
    {
        var rows = await command.Read(static row => row.TextOrNull(0), ct);
        return (rows.Count, rows.OfType<string>().ToHashSet(StringComparer.Ordinal));
    }

    private static async Task<int> Run(NpgsqlCommand command, CancellationToken ct)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static (int, StoredRecord?) Read(NpgsqlDataReader row) =>
        (
            (int)row.GetInt64(0) - 1,
            row.IsDBNull(1)
                ? null
                : new StoredRecord(
                    row.GetInt64(1),
                    row.GetInt16(2),
                    row.GetString(3),
                    row.TextOrNull(4),
                    row.GetGuid(5),
                    row.InstantOrNull(6),
                    row.GetBoolean(7),
                    row.GetBoolean(8),
                    row.GetBoolean(9)
                )
        );
}
