using Integration.Partners;
using Integration.Secrets;
using Integration.Testing.Databases;

namespace Integration.Hubs;

/// <summary>Two processes on one database for the tests of one class, who may kill them: whoever comes next starts them again.</summary>
public sealed class HubPair(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;
    private int _ids;

    internal HubProcess First { get; private set; } = null!;

    internal HubProcess Second { get; private set; } = null!;

    internal Partner Partner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        var keys = KeyRing.CreateText("k1").Trim();
        First = HubProcess.Create(_database.ConnectionString);
        Second = HubProcess.Create(_database.ConnectionString);
        First.Settings["Integration:Keys"] = keys;
        Second.Settings["Integration:Keys"] = keys;
        Partner = await Partner.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Partner.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>Starts what does not run; the first one makes the administrator key.</summary>
    internal async Task Running()
    {
        foreach (var hub in (HubProcess[])[First, Second])
        {
            if (!hub.IsRunning)
            {
                await hub.Start();
            }
        }
    }

    /// <summary>An id that no other test of the class uses.</summary>
    internal string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref _ids)}";
}
