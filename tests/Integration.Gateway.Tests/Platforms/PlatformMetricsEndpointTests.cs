using System.Net;
using Integration.Access;

namespace Integration.Platforms;

public sealed class PlatformMetricsEndpointTests
{
    [Theory]
    [InlineData("range=31d", "bad-filter", "range")]
    [InlineData("range=1h&step=30s", "bad-filter", "step")]
    [InlineData("step=never", "bad-filter", "step")]
    [InlineData("group_by=account,colour", "bad-filter", "group_by")]
    [InlineData("acount=shop", "unknown-parameter", "acount")]
    public async Task Read_OfAQueryThatCannotBe_SaysWhatIsWrong(string query, string slug, string parameter)
    {
        await using var scope = await GatewayScope.Start();

        var answer = await scope.Get($"/api/v1/metrics/platforms?{query}", scope.AddKey(Role.Viewer));

        var body = await answer.ShouldBeProblem(400, slug);
        body.GetProperty("errors").TryGetProperty(parameter, out _).Should().BeTrue(body.GetRawText());
    }

    [Fact]
    public async Task Read_WhileTheDatabaseIsAway_AsksToComeAgain()
    {
        await using var scope = await GatewayScope.Start();

        var answer = await scope.Get("/api/v1/metrics/platforms", scope.AddKey(Role.Viewer));

        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Read_WithoutAKey_IsRefused()
    {
        await using var scope = await GatewayScope.Start();

        (await scope.Get("/api/v1/metrics/platforms", null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }
}
