using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Integration.CommandLine;
using Integration.Hubs;
using Integration.Sandbox;
using Integration.Secrets;
using Integration.Testing.Databases;

namespace Integration.Cluster;

/// <summary>Processes of one role: what they need, what they say without it, and in which order they may start.</summary>
public sealed class RoleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string AnyDatabase = "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=none";
    private static readonly string Keys = KeyRing.CreateText("k1").Trim();
    private readonly List<HubProcess> _processes = [];
    private TestDatabase? _database;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    public async Task Role_WithoutDatabaseAndKey_EndsWith64AndNamesBoth(string role)
    {
        var process = Add(HubProcess.Create(null, role));

        process.Launch();

        (await process.Ended()).Should().Be(ExitCodes.Usage);
        process.Log.Should().Contain("ConnectionStrings__Postgres").And.Contain("Integration__KeysFile");
    }

    [Fact]
    public async Task Silo_WithWrongTimes_EndsWith64AndNamesThemAll()
    {
        var silo = await Silo();
        silo.Settings["Integration:Cluster:MaxProbeTimeout"] = "00:00:00.500";
        silo.Settings["Integration:Cluster:ResponseTimeout"] = "00:10:00";

        silo.Launch();

        (await silo.Ended()).Should().Be(ExitCodes.Usage, silo.Log);
        silo.Log.Should().ContainAll("MaxProbeTimeout must not be shorter", "field ResponseTimeout");
    }

    [Fact]
    public async Task Silo_WithABatchSize_EndsWith64AndNamesIt()
    {
        var silo = await Silo();
        silo.Settings["Integration:Delivery:BatchSize"] = "50";

        silo.Launch();

        (await silo.Ended()).Should().Be(ExitCodes.Usage, silo.Log);
        silo.Log.Should().Contain("BatchSize must be 1");
    }

    [Fact]
    public async Task Silo_WithWrongEndpoints_EndsWith64AndNamesThemAll()
    {
        var silo = await Silo();
        silo.Settings["Integration:Silo:Port"] = "11111";
        silo.Settings["Integration:Silo:GatewayPort"] = "11111";
        silo.Settings["Integration:Silo:AdvertisedAddress"] = "no such host";

        silo.Launch();

        (await silo.Ended()).Should().Be(ExitCodes.Usage, silo.Log);
        silo.Log.Should().ContainAll("must differ", "neither an IP address nor a known host");
    }

    [Fact]
    public async Task Silo_OnAPortThatIsTaken_EndsWith64()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var silo = await Silo();
        silo.Settings["Integration:Silo:Port"] = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(
            CultureInfo.InvariantCulture
        );

        silo.Launch();

        (await silo.Ended()).Should().Be(ExitCodes.Usage, silo.Log);
        silo.Log.Should().Contain("Integration__Silo__Port");
    }

    [Fact]
    public async Task Role_WithADatabaseThatCannotBeHad_EndsWith69()
    {
        var gateway = Add(HubProcess.Create(AnyDatabase, "gateway"));
        gateway.Settings["Integration:Keys"] = Keys;

        gateway.Launch();

        (await gateway.Ended()).Should().Be(ExitCodes.DatabaseUnavailable, gateway.Log);
    }

    [Fact]
    public async Task Gateway_WithoutSilos_AnswersTryLaterUntilThereIsOne()
    {
        var gateway = await Process("gateway");
        using var api = new HubApi(gateway.Url);
        gateway.Launch();
        await Eventually.Holds(() => gateway.Log.Contains("Now listening", StringComparison.Ordinal), "it to listen");

        await ExpectTryLater(api, "No silo has been reached yet.");
        var first = await Silo();
        await first.Start();
        await ExpectService(api);
        (await first.Stop()).Should().Be(0, first.Log);
        await ExpectTryLater(api, "No silo answers.");
        await (await Silo()).Start();
        await ExpectService(api);

        (await gateway.Stop()).Should().Be(0, gateway.Log);
    }

    [Fact]
    public async Task Gateway_StoppedBeforeThereIsASilo_EndsWith0()
    {
        var gateway = await Process("gateway");
        gateway.Launch();
        await Eventually.Holds(() => gateway.Log.Contains("Now listening", StringComparison.Ordinal), "it to listen");

        (await gateway.Stop()).Should().Be(0, gateway.Log);
    }

    private static async Task ExpectTryLater(HubApi api, string fault)
    {
        await Eventually.Holds(
            async () => (await api.Get("/health/ready")).Text.Contains(fault, StringComparison.Ordinal),
            $"readiness to say: {fault}"
        );
        (await api.Get("/health/ready")).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        var refused = await api.SendWebhook("nobody", "{}");
        refused.Status.Should().Be(HttpStatusCode.ServiceUnavailable, refused.Text);
        refused.Headers.RetryAfter.Should().NotBeNull();
    }

    // No source is needed to see that a grain answers: it says that it knows of none.
    private static async Task ExpectService(HubApi api)
    {
        await Eventually.Holds(
            async () => (await api.Get("/health/ready")).Status == HttpStatusCode.OK,
            "the gateway to be ready"
        );
        (await api.SendWebhook("nobody", "{}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<HubProcess> Silo()
    {
        var silo = await Process("silo");
        silo.Settings["Integration:Silo:AdvertisedAddress"] = "127.0.0.1";
        silo.Settings["Integration:Silo:Port"] = SandboxProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        silo.Settings["Integration:Silo:GatewayPort"] = SandboxProcess
            .FreePort()
            .ToString(CultureInfo.InvariantCulture);
        return silo;
    }

    private async Task<HubProcess> Process(string role)
    {
        _database ??= await postgres.CreateDatabase();
        var process = Add(HubProcess.Create(_database.ConnectionString, role));
        process.Settings["Integration:Keys"] = Keys;
        return process;
    }

    private HubProcess Add(HubProcess process)
    {
        _processes.Add(process);
        return process;
    }
}
