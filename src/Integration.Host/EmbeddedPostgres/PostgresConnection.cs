using Npgsql;

namespace Integration.EmbeddedPostgres;

/// <summary>How to reach the private server.</summary>
internal static class PostgresConnection
{
    /// <summary>Owner of the server and of the database.</summary>
    public const string UserName = "integration";

    /// <summary>The database that the host works in.</summary>
    public const string Database = "integration";

    /// <summary>Connection string of the host's database.</summary>
    public static string To(int port, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = UserName,
            Password = password,
            Database = Database,

            // Nothing leaves the machine; both would cost a round trip on each new connection.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>Opens one connection, making the database if it is not there; returns what prevented it, or null.</summary>
    public static async Task<string?> TryOpen(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await Open(connectionString, cancellation);
            return null;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return await TryCreate(connectionString, cancellation);
        }
        catch (NpgsqlException refused)
        {
            return refused.Message;
        }
    }

    private static async Task<string?> TryCreate(string connectionString, CancellationToken cancellation)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand($"CREATE DATABASE {Database}", connection);
            await command.ExecuteNonQueryAsync(cancellation);
            return null;
        }
        catch (NpgsqlException refused)
        {
            return refused.Message;
        }
    }

    private static async Task Open(string connectionString, CancellationToken cancellation)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellation);
    }
}
