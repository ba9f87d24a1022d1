using System.Text.Json;
using Integration.Json;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Access;

/// <summary>Writes the audit inside the transaction of the change it tells of: there is never one without the other.</summary>
public static class AuditWriter
{
    private const string Insert = """
        insert into audit (id, at, actor, action, target, before, after, trace_id) values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    /// <summary>Writes one entry. What is given as before and after must hold no secret.</summary>
    /// <param name="connection">The change's connection, its transaction open.</param>
    /// <param name="id">The entry's id, UUID v7.</param>
    /// <param name="at">When, database clock.</param>
    /// <param name="context">Who.</param>
    /// <param name="action">What, such as <c>subscriber.create</c>.</param>
    /// <param name="target">On which, such as <c>subscriber/erp</c>.</param>
    /// <param name="before">The resource before; null for a creation.</param>
    /// <param name="after">The resource after; null for a deletion.</param>
    /// <param name="ct">Cancels the statement.</param>
    public static async Task Write(
        NpgsqlConnection connection,
        Guid id,
        DateTimeOffset at,
        WriteContext context,
        string action,
        string target,
        object? before,
        object? after,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = id },
                new() { Value = at.UtcDateTime },
                new() { Value = context.Actor },
                new() { Value = action },
                new() { Value = target },
                Json(before),
                Json(after),
                new() { Value = (object?)context.TraceId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Json(object? value) =>
        new()
        {
            Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, value.GetType(), WireJson.Options),
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        };
}
