using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Lists;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Resources;

/// <summary>Reads and writes the table of one kind of resource; all have the same columns.</summary>
/// <typeparam name="TSettings">The resource as its owner configures it.</typeparam>
/// <typeparam name="TResource">The resource as the API shows it.</typeparam>
/// <param name="database">The database.</param>
/// <param name="name">The table.</param>
/// <param name="keepsDeleted">
/// Whether a deleted row stays as a tombstone, so that its epoch goes on rising; the table then has the columns
/// <c>epoch</c> and <c>deleted_at</c>.
/// </param>
public abstract class ResourceTable<TSettings, TResource>(HubDatabase database, string name, bool keepsDeleted = false)
    : IResourceReads<TResource>
    where TSettings : class, IResourceSettings
    where TResource : class, IResource
{
    private readonly string _select = $$"""
        select id, settings::text, sealed, secret_changed_at, version, created_at, updated_at
            {{(keepsDeleted ? ", epoch, deleted_at" : "")}}
        from {{name}} where {0} order by created_at desc, id desc limit {1}
        """;

    private readonly string _upsert = $"""
        insert into {name} (id, settings, sealed, secret_changed_at, enabled, version, created_at, updated_at
            {(keepsDeleted ? ", epoch, deleted_at" : "")})
        values ($1, $2, $3, $4, $5, $6, $7, $8 {(keepsDeleted ? ", $9, $10" : "")})
        on conflict (id) do update
        set settings = excluded.settings, sealed = excluded.sealed, secret_changed_at = excluded.secret_changed_at,
            enabled = excluded.enabled, version = excluded.version, created_at = excluded.created_at,
            updated_at = excluded.updated_at
            {(keepsDeleted ? ", epoch = excluded.epoch, deleted_at = excluded.deleted_at" : "")}
        where {name}.version = excluded.version - 1
        returning true
        """;

    /// <summary>Whether a deleted row stays as a tombstone.</summary>
    public bool KeepsDeleted => keepsDeleted;

    /// <summary>The row as the API shows it.</summary>
    public abstract TResource Show(ResourceRow<TSettings> row);

    /// <summary>The row, a tombstone too; null when there is none.</summary>
    public async Task<ResourceRow<TSettings>?> FindRow(string id, CancellationToken ct)
    {
        var rows = await Rows(new SqlFilter().And("id = ?", id), 1, ct);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <inheritdoc />
    public virtual async Task<TResource?> Find(string id, CancellationToken ct) =>
        await FindRow(id, ct) is { DeletedAt: null } row ? Show(row) : null;

    /// <inheritdoc />
    public virtual async Task<Page<TResource>> List(PageRequest page, CancellationToken ct)
    {
        var filter = new SqlFilter().After(CreatedPlace.Of(page));
        var rows = await Rows(keepsDeleted ? filter.And("deleted_at is null") : filter, page.Fetch, ct);
        return Page<TResource>.Of(rows.ConvertAll(Show), page, Place);
    }

    /// <summary>Whether the id of a new resource is in use elsewhere.</summary>
    public virtual Task<bool> IsTaken(NpgsqlConnection connection, string id, CancellationToken ct) =>
        Task.FromResult(false);

    /// <summary>Writes the row inside the caller's transaction.</summary>
    /// <returns>False when the stored version is not the one before the row's.</returns>
    public virtual async Task<bool> Write(NpgsqlConnection connection, ResourceRow<TSettings> row, CancellationToken ct)
    {
        await using var upsert = new NpgsqlCommand(_upsert, connection)
        {
            Parameters =
            {
                new() { Value = row.Id },
                Optional(JsonSerializer.Serialize(row.Settings, WireJson.Options), NpgsqlDbType.Jsonb),
                Optional(row.Sealed, NpgsqlDbType.Bytea),
                Optional(row.SecretChangedAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
                new() { Value = row.Settings.Enabled },
                new() { Value = row.Version },
                new() { Value = row.CreatedAt.UtcDateTime },
                new() { Value = row.UpdatedAt.UtcDateTime },
            },
        };
        if (keepsDeleted)
        {
            upsert.Parameters.Add(new() { Value = row.Epoch });
            upsert.Parameters.Add(Optional(row.DeletedAt?.UtcDateTime, NpgsqlDbType.TimestampTz));
        }

        return await upsert.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Takes a row away inside the caller's transaction, or leaves it as a tombstone.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="deleted">The row as it is after its deletion.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False when the stored version is not the one before the row's.</returns>
    public virtual async Task<bool> Delete(
        NpgsqlConnection connection,
        ResourceRow<TSettings> deleted,
        CancellationToken ct
    )
    {
        if (keepsDeleted)
        {
            return await Write(connection, deleted, ct);
        }

        await using var delete = new NpgsqlCommand($"delete from {name} where id = $1 and version = $2", connection)
        {
            Parameters =
            {
                new() { Value = deleted.Id },
                new() { Value = deleted.Version - 1 },
            },
        };
        return await delete.ExecuteNonQueryAsync(ct) == 1;
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static string Place(TResource resource) => new CreatedPlace(resource.CreatedAt, resource.Id).ToString();

    /// <summary>Rows, the newest first, tombstones too.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="limit">So many at most.</param>
    /// <param name="ct">Cancels the query.</param>
    private protected Task<List<ResourceRow<TSettings>>> Rows(SqlFilter filter, int limit, CancellationToken ct) =>
        filter
            .Command(database.Reads, _select, limit)
            .Read(
                reader => new ResourceRow<TSettings>
                {
                    Id = reader.GetString(0),
                    Settings = JsonSerializer.Deserialize<TSettings>(reader.GetString(1), WireJson.Options)!,
                    Sealed = reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2),
                    SecretChangedAt = reader.InstantOrNull(3),
                    Version = reader.GetInt64(4),
                    CreatedAt = reader.GetFieldValue<DateTimeOffset>(5),
                    UpdatedAt = reader.GetFieldValue<DateTimeOffset>(6),
                    Epoch = keepsDeleted ? reader.GetInt64(7) : 0,
                    DeletedAt = keepsDeleted ? reader.InstantOrNull(8) : null,
                },
                ct
            );
}
