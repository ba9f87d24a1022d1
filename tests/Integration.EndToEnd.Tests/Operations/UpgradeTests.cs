using System.Net;
using Integration.Databases;
using Integration.EmbeddedPostgres;
using Integration.Hubs;
using Integration.Migrations;
using Integration.Partners;
using Integration.Secrets;
using Integration.Testing.Databases;

namespace Integration.Operations;

/// <summary>From one build to the next while events come in: the old one beside the new one, and never the other way round.</summary>
public sealed class UpgradeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly List<HubProcess> _hubs = [];
    private TestDatabase _database = null!;
    private Partner _partner = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabase();
        _partner = await Partner.Start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
        {
            await hub.DisposeAsync();
        }

        await _partner.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("all")]
    [InlineData("gateway")]
    public async Task Start_OnASchemaOfANewerBuild_IsRefusedAndChangesNothing(string role)
    {
        await using (var database = new HubDatabase(_database.ConnectionString))
        {
            await Migrator.Migrate(database, TestContext.Current.CancellationToken);
        }

        await HostFolder.Execute(
            _database.ConnectionString,
            "insert into schemaversions (scriptname, applied) values ('Integration.Migrations.9999_later.sql', now())"
        );
        var late = NewHub(null, role);

        late.Launch();

        (await late.Ended()).Should().Be(69, late.Log);
        late.Log.Should().Contain("9999_later.sql").And.Contain("newer build");
    }

    [Fact]
    public async Task Roll_FromTheBuildBefore_UnderLoad_LosesNothing()
    {
        Assert.SkipUnless(LongRun.Wanted, "Builds an older commit: with --long.");
        await using var older = await OlderBuild.Make();
        Assert.SkipWhen(older is null, "There is no history to build an older commit from.");
        TestContext.Current.TestOutputHelper?.WriteLine($"from {older.Commit}");
        var pair = new[] { NewHub(older.Program), NewHub(older.Program) };
        await pair[0].Start();
        await pair[1].Start();
        var key = pair[0].AdministratorKey;
        using var api = new HubApi(pair[0].Url, key);
        await api.CreateSource("source");
        var boxes = Enumerable.Range(0, 8).Select(n => _partner.At($"box-{n}")).ToArray();
        foreach (var box in boxes)
        {
            await api.CreateSubscriber(box, "\"event_types\":[\"*\"]");
        }

        var turn = 0;
        await using var load = SteadyLoad.Start(() =>
            new HubApi(pair[Interlocked.Increment(ref turn) % pair.Length].Url, key)
        );
        await load.GoesOn();
        for (var n = 0; n < pair.Length; n++)
        {
            (await pair[n].Stop()).Should().Be(0, pair[n].Log);
            pair[n] = NewHub(null);
            await pair[n].Start();
            // Old and new side by side at first, then the new ones alone.
            await load.GoesOn(1_000);
        }

        await load.Stop();
        load.Refused.Should().OnlyContain(answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        var repeated = 0;
        foreach (var box in boxes)
        {
            await Eventually.Holds(
                () => !load.Acknowledged.Except(box.Letters.Select(letter => letter.Id)).Any(),
                $"everything acknowledged to arrive at {box.Url}"
            );
            repeated += box.Letters.Count - box.Letters.Select(letter => letter.Id).Distinct().Count();
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{load.Acknowledged.Count} acknowledged, {load.Refused.Count} refused, {repeated} repeated"
        );
    }

    private HubProcess NewHub(string? program, string role = "all")
    {
        var hub = HubProcess.Create(_database.ConnectionString, role);
        hub.Settings["Integration:Keys"] = Keys;
        hub.Program = program ?? hub.Program;
        _hubs.Add(hub);
        return hub;
    }

    private static readonly string Keys = KeyRing.CreateText("k1").Trim();
}
