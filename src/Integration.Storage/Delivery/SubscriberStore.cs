using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Delivery;

/// <summary>
/// Reads and writes subscribers. Writes take the exclusive routing lock and raise the routing version: once committed,
/// every later append is routed by them (decision 4).
/// </summary>
public sealed class SubscriberStore(HubDatabase database)
{
    private const string Select = """
        select id, settings::text, sealed, secret_changed_at, epoch, version, created_at, updated_at, deleted_at
        from subscribers where id = $1
        """;

    private const string Upsert = """
        insert into subscribers (id, settings, sealed, secret_changed_at, enabled, epoch, version, created_at, updated_at,
            deleted_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do update
        set settings = excluded.settings, sealed = excluded.sealed, secret_changed_at = excluded.secret_changed_at,
            enabled = excluded.enabled, epoch = excluded.epoch, version = excluded.version,
            created_at = excluded.created_at, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
        where subscribers.version = excluded.version - 1
        returning true
        """;

    private const string RaiseRouting = "update routing_version set version = version + 1";

    /// <summary>The row, deleted or not; null when the id was never used.</summary>
    public async Task<SubscriberRow?> Find(string id, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(Select);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Writes the row inside the caller's transaction.</summary>
    /// <returns>False when the stored version is not the one before the row's.</returns>
    public static async Task<bool> Write(NpgsqlConnection connection, SubscriberRow row, CancellationToken ct)
    {
        await using (var exclusive = new NpgsqlCommand(RoutingLock.Exclusive, connection))
        {
            await exclusive.ExecuteNonQueryAsync(ct);
        }

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
                new() { Value = row.Sealed },
                Instant(row.SecretChangedAt),
                new() { Value = row.Settings.Enabled },
                new() { Value = row.Epoch },
                new() { Value = row.Version },
                new() { Value = row.CreatedAt.UtcDateTime },
                new() { Value = row.UpdatedAt.UtcDateTime },
                Instant(row.DeletedAt),
            },
        };
        if (await upsert.ExecuteScalarAsync(ct) is not true)
        {
            return false;
        }

        await using var raise = new NpgsqlCommand(RaiseRouting, connection);
        await raise.ExecuteNonQueryAsync(ct);
        return true;
    }

    /// <summary>Reads a row in the order of columns id, settings, sealed, secret_changed_at, epoch, version, created_at, updated_at, deleted_at.</summary>
    internal static SubscriberRow Read(NpgsqlDataReader reader) =>
        new()
        {
            Id = reader.GetString(0),
            Settings = JsonSerializer.Deserialize<SubscriberSettings>(reader.GetString(1), WireJson.Options)!,
            Sealed = reader.GetFieldValue<byte[]>(2),
            SecretChangedAt = reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
            Epoch = reader.GetInt64(4),
            Version = reader.GetInt64(5),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(6),
            UpdatedAt = reader.GetFieldValue<DateTimeOffset>(7),
            DeletedAt = reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
        };

    private static NpgsqlParameter Instant(DateTimeOffset? instant) =>
        new() { Value = (object?)instant?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
