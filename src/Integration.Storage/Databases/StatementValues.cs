using Npgsql;

namespace Integration.Databases;

/// <summary>Statements with their values by position.</summary>
internal static class StatementValues
{
    /// <summary>A command inside the caller's transaction; null is SQL's null.</summary>
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(
                new NpgsqlParameter
                {
                    Value = value switch
                    {
                        null => DBNull.Value,
                        DateTimeOffset instant => instant.UtcDateTime,
                        _ => value,
                    },
                }
            );
        }

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
}
