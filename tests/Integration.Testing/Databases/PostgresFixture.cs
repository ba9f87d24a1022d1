namespace Integration.Testing.Databases;

/// <summary>
/// The cluster of a test project, started by the first test that asks for a database. A test project declares it with
/// <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c> and its test classes take it by constructor.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private PostgresCluster? _cluster;

    /// <summary>The server; the first call starts it.</summary>
    public async Task<PostgresCluster> Cluster()
    {
        await _gate.WaitAsync();
        try
        {
            return _cluster ??= await PostgresCluster.Start();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A database of its own for the caller; see <see cref="PostgresCluster.CreateDatabase"/>.</summary>
    public async Task<TestDatabase> CreateDatabase(Func<string, Task>? migrate = null) =>
        await (await Cluster()).CreateDatabase(migrate);

    /// <summary>Ends the server if it was started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _gate.Dispose();
    }
}
