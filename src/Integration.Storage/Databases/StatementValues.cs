using Npgsql;
using NpgsqlTypes;

namespace Integration.Databases;

/// <summary>Statements with their values by position.</summary>
internal static class StatementValues
{
    /// <summary>A command inside the caller's transaction; null is SQL's null.</summary>
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        Array.ForEach(values, value => command.Parameters.Add(Parameter(value)));
        return command;
    }

    /// <summary>Runs a statement; returns how many rows it touched.</summary>
    public static async Task<int> Execute(
        this NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params object?[] values
    )
    {
        await using var command = connection.Statement(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>A value as a parameter by position.</summary>
    internal static NpgsqlParameter Parameter(object? value) =>
        value switch
        {
            null => new NpgsqlParameter { Value = DBNull.Value },
            DateTimeOffset instant => new NpgsqlParameter { Value = instant.UtcDateTime },
            DateTimeOffset[] instants => new NpgsqlParameter
            {
                Value = Array.ConvertAll(instants, static one => one.UtcDateTime),
            },
            DateTimeOffset?[] instants => new NpgsqlParameter<DateTime?[]>
            {
                TypedValue = Array.ConvertAll(instants, static one => one?.UtcDateTime),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            },
            _ => new NpgsqlParameter { Value = value },
        };
}
