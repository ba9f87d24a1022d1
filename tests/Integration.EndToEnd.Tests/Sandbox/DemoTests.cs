using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Integration.EmbeddedPostgres;
using Integration.Hubs;
using Integration.Operations;

namespace Integration.Sandbox.Demo;

/// <summary><c>demo</c> from the outside, as <c>./run.sh</c> starts it.</summary>
public sealed class DemoTests : IAsyncDisposable
{
    private readonly HostFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Demo_TwiceOnOneFolder_AccountsForEverythingAndLeavesNothingRunning()
    {
        await Run("first.json");
        var again = await Run("second.json");

        // On a busy machine the first copy may be made only after the shop holds still; the second run finds one.
        Number(again.GetProperty("shop"), "changed").Should().BePositive("its orders change while the demo runs");

        PostgresProcesses.In(_folder.Files.Data).Should().BeEmpty();
    }

    [Fact]
    public async Task Demo_PortIsTaken_SaysSoInOneLine()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;
        await using var sandbox = Demo($"http://127.0.0.1:{port}", "none.json", "5s");

        var (code, _, error) = await sandbox.Result();

        code.Should().Be(64);
        error.TrimEnd().Should().StartWith($"Port {port} is taken").And.NotContain("\n");
        Directory.Exists(_folder.Files.Data).Should().BeFalse();
    }

    [Fact]
    public async Task Demo_HubCannotStart_ShowsItsWordsAndItsCode()
    {
        (await _folder.Started()).Should().NotBeNull();
        await using var sandbox = Demo($"http://127.0.0.1:{SandboxProcess.FreePort()}", "none.json", "5s");

        var (code, _, error) = await sandbox.Result();

        code.Should().Be(64);
        error.Should().Contain("ended by itself").And.Contain("Another host uses data folder");
    }

    [Fact]
    public async Task Demo_WrongArguments_ListsThemAll()
    {
        await using var sandbox = Demo("ftp://127.0.0.1", "none.json", "soon");

        var (code, _, error) = await sandbox.Result();

        code.Should().Be(64);
        error.Should().Contain("--urls: 'ftp://127.0.0.1'").And.Contain("--for: 'soon'");
    }

    [Fact]
    public async Task Demo_ForTenMinutes_LosesNothing()
    {
        Assert.SkipUnless(LongRun.Wanted, "a soak: ./test.sh --long");

        await Run("soak.json", "600s");
    }

    private async Task<JsonElement> Run(string summaryFile, string duration = "5s")
    {
        await using var sandbox = Demo($"http://127.0.0.1:{SandboxProcess.FreePort()}", summaryFile, duration);
        var (code, output, error) = await sandbox.Result();

        code.Should().Be(0, "{0}{1}", output, error);
        output.Should().Contain("All that was acknowledged was delivered or is accounted for");
        var text = await File.ReadAllTextAsync(
            Path.Combine(_folder.Path, summaryFile),
            TestContext.Current.CancellationToken
        );
        using var summary = JsonDocument.Parse(text);
        Check(summary.RootElement);
        return summary.RootElement.Clone();
    }

    private static void Check(JsonElement summary)
    {
        var acknowledged = summary.GetProperty("acknowledged").GetInt64();
        acknowledged.Should().BeGreaterThan(100);
        summary
            .GetProperty("sources")
            .EnumerateArray()
            .Select(one => Number(one, "refused"))
            .Should()
            .OnlyContain(n => n == 0);
        summary
            .GetProperty("sources")
            .EnumerateArray()
            .Sum(one => Number(one, "acknowledged"))
            .Should()
            .Be(acknowledged);
        var subscribers = summary
            .GetProperty("subscribers")
            .EnumerateArray()
            .ToDictionary(one => one.GetProperty("id").GetString()!, StringComparer.Ordinal);
        foreach (var one in subscribers.Values)
        {
            Number(one, "events").Should().Be(Number(one, "routed")).And.BePositive();
            Number(one, "accounted_for").Should().Be(Number(one, "routed"));
            Number(one, "bad_signatures").Should().Be(0);
        }

        var shop = summary.GetProperty("shop");
        var told = Number(shop, "told");
        CheckShop(shop, subscribers["demo-fulfilment"]);
        Number(subscribers["demo-warehouse"], "received")
            .Should()
            .Be(acknowledged + told + Number(shop, "runs"), "the end of each sync is told too");
        Number(subscribers["demo-warehouse"], "missing").Should().Be(0);
        Number(subscribers["demo-old-shop"], "failed").Should().Be(Number(subscribers["demo-old-shop"], "routed"));
        Number(subscribers["demo-courier"], "delivered").Should().Be(0);
        Number(subscribers["demo-price-board"], "expired").Should().BePositive();
    }

    private static void CheckShop(JsonElement shop, JsonElement partner)
    {
        shop.GetProperty("faults").EnumerateArray().Should().BeEmpty();
        Number(shop, "orders").Should().BePositive();
        Number(shop, "copied").Should().Be(Number(shop, "orders"));
        Number(shop, "runs")
            .Should()
            .BeGreaterThanOrEqualTo(3, "one incremental run and two full ones come at the end");
        Number(shop, "packages").Should().BePositive();
        var told = Number(shop, "told");
        told.Should().BePositive();
        Number(shop, "pushed").Should().Be(told);
        Number(partner, "received").Should().Be(told);
        Number(partner, "duplicates").Should().Be(0);
        Number(partner, "missing").Should().Be(0);
    }

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private SandboxProcess Demo(string urls, string summaryFile, string duration) =>
        SandboxProcess.Start(
            "demo",
            "--host-dll",
            Repository.Host,
            "--data-dir",
            _folder.Path,
            "--urls",
            urls,
            "--for",
            duration,
            "--summary-file",
            Path.Combine(_folder.Path, summaryFile)
        );
}
