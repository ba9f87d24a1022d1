using System.Net;
using NSubstitute;

namespace Integration.Health;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task Live_OfAProcessWithoutFaults_SaysSo()
    {
        await using var scope = await GatewayScope.Start();
        var answer = await scope.Get("/health/live");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Should()
            .Be("""{"status":"live"}""");
    }

    [Fact]
    public async Task Live_OfASiloWhoseTimersStand_NamesTheFault()
    {
        await using var scope = await GatewayScope.Start();
        scope.Liveness.Faults().Returns(["A timer should have fired."]);
        var answer = await scope.Get("/health/live");
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Json()).GetProperty("faults")[0].GetString().Should().Be("A timer should have fired.");
    }
}
