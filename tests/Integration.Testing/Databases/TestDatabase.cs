using Npgsql;

namespace Integration.Testing.Databases;

/// <summary>A database for one test or one class of tests; of no more use once disposed of.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresCluster _cluster;

    internal TestDatabase(PostgresCluster cluster, string name)
    {
        _cluster = cluster;
        Name = name;
        ConnectionString = cluster.To(name);
    }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>Connection string into it, as its owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Cuts off whoever is still connected; on a server of others drops the database as well.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await _cluster.Release(Name);
    }
}
