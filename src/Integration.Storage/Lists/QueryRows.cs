using Npgsql;

namespace Integration.Lists;

/// <summary>Runs a query and reads all its rows.</summary>
internal static class QueryRows
{
    public static async Task<List<T>> Read<T>(
        this NpgsqlCommand command,
        Func<NpgsqlDataReader, T> read,
        CancellationToken ct
    )
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            var rows = new List<T>();
            while (await reader.ReadAsync(ct))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    public static string? TextOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset? InstantOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
