using System.Net;
using System.Text.Json;
using Integration.Access;
using Integration.Json;

namespace Integration.Caching;

public sealed class CacheMetricsEndpointTests
{
    private const string Path = "/api/v1/metrics/cache";
    private static readonly DateOnly s_day = new(2026, 11, 24);

    [Theory]
    [InlineData("range=367d", "bad-filter", "range")]
    [InlineData("range=never", "bad-filter", "range")]
    [InlineData("rnage=1d", "unknown-parameter", "rnage")]
    public async Task Read_OfAQueryThatCannotBe_SaysWhatIsWrong(string query, string slug, string parameter)
    {
        await using var scope = await GatewayScope.Start();

        var answer = await scope.Get($"{Path}?{query}", scope.AddKey(Role.Viewer));

        var body = await answer.ShouldBeProblem(400, slug);
        body.GetProperty("errors").TryGetProperty(parameter, out _).Should().BeTrue(body.GetRawText());
    }

    [Fact]
    public async Task Read_WhileTheDatabaseIsAway_AsksToComeAgain()
    {
        await using var scope = await GatewayScope.Start();

        (await scope.Get(Path, scope.AddKey(Role.Viewer))).StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Read_WithoutAKey_IsRefused()
    {
        await using var scope = await GatewayScope.Start();

        (await scope.Get(Path, null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void Report_OfCounts_HasThemByDayWithTheShareOfHits()
    {
        var report = CacheReport.Of(
            [new("product", 6, 2, 2)],
            [(s_day, new("product", 1, 0, 2)), (s_day.AddDays(1), new("product", 5, 2, 0))]
        );

        JsonSerializer
            .Serialize(report, WireJson.Options)
            .Should()
            .Be(
                """{"running":[{"kind":"product","memory_hits":6,"shared_hits":2,"misses":2,"hit_ratio":0.8}],"days":["""
                    + """{"day":"2026-11-24","kinds":[{"kind":"product","memory_hits":1,"shared_hits":0,"misses":2,"hit_ratio":0.3333}]},"""
                    + """{"day":"2026-11-25","kinds":[{"kind":"product","memory_hits":5,"shared_hits":2,"misses":0,"hit_ratio":1}]}]}"""
            );
    }
}
