using Integration.Catalogue;
using Integration.Hubs;
using Integration.Sandbox.Platforms;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Pipeline;

/// <summary>The pipeline around a connector against a platform that goes wrong, over HTTP.</summary>
public sealed class PipelineFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // One after the other: then the same calls meet the same faults in every run.
    [Fact]
    public async Task Faults_OfAFifthOfTheCalls_AreHardlySeen()
    {
        var fetches = LongRun.Or(500, 2000);
        await using var platform = await LivePlatform.Start(
            new() { Products = 100, Faults = FaultPlan.Of(FaultKind.Transient, 0.2) }
        );
        await using var services = Services(platform);
        var connectors = services.GetRequiredService<ConnectorCatalogue>();
        var failures = 0;
        for (var n = 0; n < fetches; n++)
        {
            failures += await platform.Fetch(connectors, platform.Account("affiliate"), n, Ct) is null ? 0 : 1;
        }

        var counts = platform.Sandbox.Counts;
        counts.Ended(CallOutcome.Transient).Should().BeGreaterThan(fetches / 8, "the faults were there");
        (counts.Total - counts.Ended(CallOutcome.Transient)).Should().Be(fetches - failures);
        failures.Should().BeLessThan(fetches / 100);
    }

    [Fact]
    public async Task Token_ThatExpires_IsRenewedOnceForAllCallers()
    {
        await using var platform = await LivePlatform.Start(new() { Products = 20 });
        ConnectorCatalogue? connectors = null;
        await using var services = Services(platform, new ConnectorTokens(() => connectors!));
        connectors = services.GetRequiredService<ConnectorCatalogue>();
        platform.Sandbox.ExpireTokens();
        var failures = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(n => platform.Fetch(connectors, platform.Account("seller"), n, Ct))
        );
        failures.Should().OnlyContain(failure => failure == null);
        platform
            .Sandbox.Counts.ByCall.Where(one => one.Key.Contains("token"))
            .Sum(one => one.Value.Calls)
            .Should()
            .Be(1);
    }

    private static ServiceProvider Services(LivePlatform platform, IAccountTokens? tokens = null)
    {
        var services = new ServiceCollection();
        if (tokens is not null)
        {
            services.AddSingleton(tokens);
        }

        return platform
            .Register(services, options => options.Pipeline.RetryDelay = TimeSpan.FromMilliseconds(5))
            .BuildServiceProvider();
    }
}
