using Integration.Databases;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>Statements that go to the database in one round trip, inside the caller's transaction.</summary>
internal sealed class StatementBatch(NpgsqlConnection connection)
{
    private readonly List<NpgsqlBatchCommand> _commands = [];

    /// <summary>Adds a statement.</summary>
    public void Add(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Array.ForEach(values, value => command.Parameters.Add(StatementValues.Parameter(value)));
        _commands.Add(command);
    }

    /// <summary>Runs them; nothing where there are none.</summary>
    public async Task Run(CancellationToken ct)
    {
        if (_commands.Count == 0)
        {
            return;
        }

        await using var batch = Batch();
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Runs them and reads what they return, in their order; nothing where there are none.</summary>
    public async Task<List<T>> Read<T>(Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        if (_commands.Count == 0)
        {
            return rows;
        }

        await using var batch = Batch();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await reader.ReadAsync(ct))
            {
                rows.Add(read(reader));
            }
        } while (await reader.NextResultAsync(ct));

        return rows;
    }

    private NpgsqlBatch Batch()
    {
        var batch = new NpgsqlBatch(connection);
        _commands.ForEach(batch.BatchCommands.Add);
        return batch;
    }
}
