using Integration.Cluster;
using Integration.Databases;
using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Integration.Secrets;
using Integration.Testing.Databases;
using Integration.Time;

namespace Integration.Accounts;

/// <summary>Two silos on one database, a platform of the sandbox to which they are pointed, and callers outside of the silos.</summary>
public sealed class RenewalSilos(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Apps = 2;
    private readonly string _keys = KeyRing.CreateText("k1").Trim();
    private readonly List<HubProcess> _silos = [];
    private readonly List<HubDatabase> _callers = [];
    private TestDatabase _database = null!;
    private SiloClient _client = null!;

    internal SandboxPlatform Platform { get; private set; } = null!;

    internal IGrainFactory Grains => _client.Grains;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        Platform = await SandboxPlatform.Start(
            PlatformKind.Pinduoduo,
            new()
            {
                Products = 1,
                Accounts =
                [
                    .. Enumerable.Range(0, Apps).Select(n => new PlatformAccount($"app-{n}", $"secret-of-{n}", "shop")),
                ],
            },
            TimeProvider.System
        );
        for (var n = 0; n < 2; n++)
        {
            _silos.Add(Silo());
            await _silos[n].Start();
        }

        _client = await SiloClient.Connect(_database.ConnectionString, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        foreach (var caller in _callers)
        {
            await caller.DisposeAsync();
        }

        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await Platform.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>A caller of platforms as another process would have it.</summary>
    internal AccountDirectory Caller()
    {
        var database = new HubDatabase(_database.ConnectionString);
        _callers.Add(database);
        return new(
            new AccountTable(database),
            new SecretVault(KeyRing.Parse(_keys)),
            Grains,
            new AccountOptions(),
            new DatabaseClock(TimeProvider.System),
            TimeProvider.System
        );
    }

    private HubProcess Silo()
    {
        var silo = SiloClient.Silo(_database.ConnectionString, _keys);
        silo.Settings["Integration:Platforms:Pinduoduo:GatewayUrl"] = new Uri(Platform.Url, "/api/router").ToString();
        return silo;
    }
}
