using Npgsql;

namespace Integration.Databases;

/// <summary>
/// A connection that holds a session lock of PostgreSQL until it is disposed of. Given back explicitly: a pooled
/// connection is only reset when it is used again.
/// </summary>
internal sealed class AdvisoryLock : IAsyncDisposable
{
    private readonly long _key;

    private AdvisoryLock(NpgsqlConnection connection, long key)
    {
        Connection = connection;
        _key = key;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Waits for the lock.</summary>
    public static async Task<AdvisoryLock> Take(NpgsqlDataSource source, long key, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            await Execute(connection, $"select pg_advisory_lock({key})", ct);
            return new AdvisoryLock(connection, key);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using (Connection)
        {
            await Execute(Connection, $"select pg_advisory_unlock({_key})", CancellationToken.None);
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
