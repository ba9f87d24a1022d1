using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Integration.EmbeddedPostgres;

/// <summary>A data directory of its own for one test, and the servers that the test starts in it.</summary>
internal sealed class HostFolder : IAsyncDisposable
{
    private readonly List<EmbeddedPostgresServer> _servers = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("integration-host-").FullName;

    public EmbeddedPostgresOptions Options { get; } = new() { Durable = false };

    public DataFolder Files => DataFolder.Open(Path);

    public static string? Binaries => Environment.GetEnvironmentVariables()["PG_BINDIR"] as string;

    public HostFolder() =>
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

    public EmbeddedPostgresServer NewServer()
    {
        var server = new EmbeddedPostgresServer(
            Options,
            TimeProvider.System,
            new Random(1),
            NullLogger<EmbeddedPostgresServer>.Instance
        );
        _servers.Add(server);
        return server;
    }

    public Task<EmbeddedPostgresFailure?> Start(EmbeddedPostgresServer server) =>
        server.Start(Path, Binaries, TestContext.Current.CancellationToken);

    public async Task<EmbeddedPostgresServer> Started()
    {
        var server = NewServer();
        (await Start(server)).Should().BeNull();
        return server;
    }

    public static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<long> Count(string connectionString, string table)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return Convert.ToInt64(
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken),
            CultureInfo.InvariantCulture
        );
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(Path, recursive: true);
    }
}
