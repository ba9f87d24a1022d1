using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Integration.EmbeddedPostgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Integration.Testing.Databases;

/// <summary>
/// One PostgreSQL server for a test run, in a folder of its own under the system's temporary folder; or the server that
/// <c>INTEGRATION_TEST_POSTGRES</c> names (a connection string of a user who may make databases).
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    /// <summary>Environment variable with the connection string of a server to use instead.</summary>
    public const string ServerVariable = "INTEGRATION_TEST_POSTGRES";

    /// <summary>Environment variable with the folder of PostgreSQL's programs.</summary>
    public const string BinariesVariable = "PG_BINDIR";

    private const string FolderPrefix = "integration-tests-";
    private readonly Dictionary<MethodInfo, string> _templates = [];
    private readonly SemaphoreSlim _templateGate = new(1);
    private readonly EmbeddedPostgresServer? _server;
    private readonly string? _folder;

    private PostgresCluster(string connectionString, EmbeddedPostgresServer? server = null, string? folder = null)
    {
        ConnectionString = connectionString;
        _server = server;
        _folder = folder;
    }

    /// <summary>Connection string of the server's owner, into a database that no test should use.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Starts a server. With <paramref name="durable"/> commits survive a crash of the machine, as in production;
    /// without, tests are faster.
    /// </summary>
    /// <exception cref="InvalidOperationException">No server can be had; the message says what to install.</exception>
    public static async Task<PostgresCluster> Start(bool durable = false)
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (environment[ServerVariable] is { Length: > 0 } connectionString)
        {
            return new PostgresCluster(connectionString);
        }

        RemoveFoldersOfDeadRuns();
        var folder = Path.Combine(
            Path.GetTempPath(),
            $"{FolderPrefix}{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-{Name()}"
        );
        var options = new EmbeddedPostgresOptions { Durable = durable };
        options.Settings["max_connections"] = "300";
        options.Settings["shared_buffers"] = "128MB";
        var server = new EmbeddedPostgresServer(
            options,
            TimeProvider.System,
            new Random(),
            NullLogger<EmbeddedPostgresServer>.Instance
        );
        if (await server.Start(folder, environment[BinariesVariable], CancellationToken.None) is { } failure)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException(failure.Message);
        }

        return new PostgresCluster(server.ConnectionString, server, folder);
    }

    /// <summary>
    /// An empty database, or a copy of the one that <paramref name="migrate"/> sets up: it is called once in the life of the
    /// cluster, with the connection string of the template. The same method means the same template.
    /// </summary>
    public async Task<TestDatabase> CreateDatabase(Func<string, Task>? migrate = null)
    {
        var template = migrate is null ? "template1" : await TemplateOf(migrate);
        var database = $"test_{Name()}";
        // A thousand files as they are, and not page by page through the log.
        await Execute($"CREATE DATABASE {database} TEMPLATE {template} STRATEGY FILE_COPY");
        return new TestDatabase(this, database);
    }

    /// <summary>Ends the server and removes its folder; on a server of others removes the templates.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        _templateGate.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
            Directory.Delete(_folder!, recursive: true);
            return;
        }

        foreach (var template in _templates.Values)
        {
            await Drop(template);
        }
    }

    /// <summary>Connection string into a database of this cluster.</summary>
    internal string To(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;

    /// <summary>
    /// Has no more use for a database; whoever is still connected is cut off. On a server of our own it goes with the server's folder:
    /// dropping one waits for a checkpoint and removes a thousand files, which takes longer than most tests.
    /// </summary>
    internal Task Release(string database) =>
        _server is null
            ? Drop(database)
            : Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");

    /// <summary>Removes a database; whoever is still connected is cut off.</summary>
    private Task Drop(string database) => Execute($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    private async Task<string> TemplateOf(Func<string, Task> migrate)
    {
        await _templateGate.WaitAsync();
        try
        {
            if (!_templates.TryGetValue(migrate.Method, out var template))
            {
                template = await MakeTemplate(migrate);
                _templates.Add(migrate.Method, template);
            }

            return template;
        }
        finally
        {
            _templateGate.Release();
        }
    }

    private async Task<string> MakeTemplate(Func<string, Task> migrate)
    {
        var template = $"template_{Name()}";
        await Execute($"CREATE DATABASE {template}");
        await migrate(To(template));

        // A template cannot be copied while anybody is connected to it, pools included.
        NpgsqlConnection.ClearPool(new NpgsqlConnection(To(template)));
        await Execute($"ALTER DATABASE {template} ALLOW_CONNECTIONS false");
        await Execute(
            $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{template}' AND backend_type = 'client backend'"
        );
        return template;
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Name() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>A run that crashed took its server with it, but its folder is still there.</summary>
    private static void RemoveFoldersOfDeadRuns()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var owner = Path.GetFileName(folder)[FolderPrefix.Length..].Split('-')[0];
            if (Directory.Exists("/proc/self") && !Directory.Exists($"/proc/{owner}"))
            {
                TryRemove(folder);
            }
        }
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Another run removes it at the same time, or it is another user's: not worth failing a test for.
        }
    }
}
