using Integration.Databases;
using Integration.Migrations;
using Integration.Partitions;
using Integration.Testing.Databases;

[assembly: AssemblyFixture(typeof(Integration.StorageFixture))]

namespace Integration;

/// <summary>One PostgreSQL for the whole run, one migrated database for each test.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    /// <summary>The instant at which every test begins.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private PostgresCluster? _cluster;

    public async ValueTask InitializeAsync() => _cluster = await PostgresCluster.Start();

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    public async Task<StorageScope> Open() => new(await _cluster!.CreateDatabase(Migrate));

    private static async Task Migrate(string connectionString)
    {
        await using var database = new HubDatabase(connectionString);
        await Migrator.Migrate(database, CancellationToken.None);
        await new PartitionMaintenance(database, new RetentionOptions(), TimeProvider.System).MakeAhead(
            Now,
            CancellationToken.None
        );
    }
}
