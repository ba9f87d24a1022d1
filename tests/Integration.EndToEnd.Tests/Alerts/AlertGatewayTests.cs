using System.Net;
using Integration.Cluster;

namespace Integration.Alerts;

/// <summary>Alerts where gateways and silos are different processes.</summary>
[Collection(QuietCluster.Name)]
public sealed class AlertGatewayTests(LocalCluster cluster)
{
    [Fact]
    public async Task Changes_ThroughOneGateway_AreSeenThroughTheOther()
    {
        using var one = cluster.Api(1);
        using var two = cluster.Api(2);
        var changed = await one.Patch("/api/v1/alert-rules/partitions-short", """{"for":"2m"}""");
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        (await two.Read("/api/v1/alert-rules/partitions-short"))["for"]!.ToString().Should().Be("2m");

        var until = TimeProvider.System.GetUtcNow().AddHours(1).ToString("O");
        var silence = await two.Create("/api/v1/silences", $$"""{"matchers":{"rule":"never"},"until":"{{until}}"}""");
        (await AlertHub.List(one, "/api/v1/silences")).Should().Contain(shown => IsIt(shown!, silence));
        (await one.Delete($"/api/v1/silences/{silence["id"]}")).Status.Should().Be(HttpStatusCode.NoContent);
        (await one.Post("/api/v1/alerts/never/acknowledge", "{}")).Problem.Should().Be("not-found");
        (await AlertHub.List(two, "/api/v1/notice-channels")).Should().BeEmpty("none is configured");
        (await two.Post("/api/v1/alert-rules/partitions-short/reset", "{}")).Status.Should().Be(HttpStatusCode.OK);
    }

    private static bool IsIt(System.Text.Json.Nodes.JsonNode one, System.Text.Json.Nodes.JsonNode other) =>
        one["id"]!.ToString() == other["id"]!.ToString();
}
