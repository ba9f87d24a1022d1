using Integration.Access;
using Integration.Cluster;
using Integration.Databases;
using Integration.Hubs;
using Integration.Platforms;
using Integration.Sandbox.Platforms;
using Integration.Secrets;
using Integration.Testing.Databases;
using Integration.Time;

namespace Integration.Accounts;

/// <summary>
/// Callers of platforms in several processes, whose accounts' grains are in others: what they ask of each other, and how often the
/// platform is asked.
/// </summary>
public sealed class RenewalAcrossProcessesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Id = "shop";
    private readonly string _keys = KeyRing.CreateText("k1").Trim();
    private readonly List<HubProcess> _silos = [];
    private readonly List<HubDatabase> _callers = [];
    private TestDatabase _database = null!;
    private SandboxPlatform _platform = null!;
    private SiloClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IGrainFactory Grains => _client.Grains;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        _platform = await SandboxPlatform.Start(PlatformKind.Pinduoduo, new() { Products = 1 }, TimeProvider.System);
        for (var n = 0; n < 2; n++)
        {
            _silos.Add(Silo());
            await _silos[n].Start();
        }

        _client = await SiloClient.Connect(_database.ConnectionString, Ct);
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

        await _platform.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Renew_ByManyCallersInTwoProcesses_AsksThePlatformOnce()
    {
        var grant = _platform.Grants[0];
        var settings = new AccountSettings
        {
            Platform = "pinduoduo",
            AppKind = "seller",
            AppKey = grant.Account.AppKey,
            AppSecret = grant.Account.AppSecret,
            AccessToken = grant.AccessToken,
            RefreshToken = grant.RefreshToken,
        };
        var created = await Grains.GetGrain<IAccountGrain>(Id).Create(settings, new WriteContext("test", null), Ct);
        created.Problem.Should().BeNull();
        var callers = new[] { Caller(), Caller() };
        var used = await Task.WhenAll(callers.Select(async caller => (await caller.Of(Id, Ct)).Value!));

        var renewed = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => callers[n % 2].Renew(used[n % 2], Ct)));

        renewed.Should().AllSatisfy(one => one.Failure.Should().BeNull());
        var tokens = renewed.Select(one => one.Value!.AccessToken).Distinct(StringComparer.Ordinal).ToArray();
        tokens.Should().ContainSingle().Which.Should().NotBe(grant.AccessToken);
        _platform.Counts.Of("pdd.pop.auth.token.refresh").Calls.Should().Be(1);
        var check = (await Grains.GetGrain<IAccountGrain>(Id).TestConnection(Ct)).Value!;
        check.Ok.Should().BeTrue("the token works");
    }

    [Fact]
    public async Task Renew_ThatThePlatformRefuses_IsTheSameFailureForAll()
    {
        var grant = _platform.Grants[0];
        var settings = new AccountSettings
        {
            Platform = "pinduoduo",
            AppKind = "seller",
            AppKey = grant.Account.AppKey,
            AppSecret = grant.Account.AppSecret,
            AccessToken = grant.AccessToken,
            RefreshToken = "withdrawn",
        };
        await Grains.GetGrain<IAccountGrain>(Id).Create(settings, new WriteContext("test", null), Ct);
        var caller = Caller();
        var used = (await caller.Of(Id, Ct)).Value!;

        var renewed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => caller.Renew(used, Ct)));

        renewed.Should().OnlyContain(one => one.Failure!.Reason == FailureReason.AuthorisationLost);
        _platform.Counts.Of("pdd.pop.auth.token.refresh").Calls.Should().Be(1);
    }

    private AccountDirectory Caller()
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
        silo.Settings["Integration:Platforms:Pinduoduo:GatewayUrl"] = new Uri(_platform.Url, "/api/router").ToString();
        return silo;
    }
}
