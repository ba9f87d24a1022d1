using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Intake;

/// <summary>Reads and writes sources.</summary>
public sealed class SourceStore(HubDatabase database)
{
    private const string Select = """
        select id, settings::text, sealed, secret_changed_at, version, created_at, updated_at from sources where id = $1
        """;

    private const string Upsert = """
        insert into sources (id, settings, sealed, secret_changed_at, enabled, version, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (id) do update
        set settings = excluded.settings, sealed = excluded.sealed, secret_changed_at = excluded.secret_changed_at,
            enabled = excluded.enabled, version = excluded.version, updated_at = excluded.updated_at
        where sources.version = excluded.version - 1
        returning true
        """;

    /// <summary>The source; null when there is none.</summary>
    public async Task<SourceRow?> Find(string id, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(Select);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Whether an API key has this name: events posted with it carry the name as their source.</summary>
    public static async Task<bool> IsNameOfApiKey(NpgsqlConnection connection, string id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select 1 from api_keys where name = $1 and revoked_at is null)",
            connection
        )
        {
            Parameters = { new() { Value = id } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Writes the row inside the caller's transaction.</summary>
    /// <returns>False when the stored version is not the one before the row's.</returns>
    public static async Task<bool> Write(NpgsqlConnection connection, SourceRow row, CancellationToken ct)
    {
        await using var upsert = new NpgsqlCommand(Upsert, connection)
        {
            Parameters =
            {
                new() { Value = row.Id },
                new()
                {
                    Value = JsonSerializer.Serialize(row.Settings, WireJson.Options),
                    NpgsqlDbType = NpgsqlDbType.Jsonb,
                },
                new() { Value = (object?)row.Sealed ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
                new()
                {
                    Value = (object?)row.SecretChangedAt?.UtcDateTime ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.TimestampTz,
                },
                new() { Value = row.Settings.Enabled },
                new() { Value = row.Version },
                new() { Value = row.CreatedAt.UtcDateTime },
                new() { Value = row.UpdatedAt.UtcDateTime },
            },
        };
        return await upsert.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Deletes the source inside the caller's transaction; false when it is not at that version.</summary>
    public static async Task<bool> Delete(NpgsqlConnection connection, string id, long version, CancellationToken ct)
    {
        await using var delete = new NpgsqlCommand("delete from sources where id = $1 and version = $2", connection)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = version },
            },
        };
        return await delete.ExecuteNonQueryAsync(ct) == 1;
    }

    /// <summary>Reads a row in the order of columns id, settings, sealed, secret_changed_at, version, created_at, updated_at.</summary>
    internal static SourceRow Read(NpgsqlDataReader reader) =>
        new()
        {
            Id = reader.GetString(0),
            Settings = JsonSerializer.Deserialize<SourceSettings>(reader.GetString(1), WireJson.Options)!,
            Sealed = reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2),
            SecretChangedAt = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
            Version = reader.GetInt64(4),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(5),
            UpdatedAt = reader.GetFieldValue<DateTimeOffset>(6),
        };
}
