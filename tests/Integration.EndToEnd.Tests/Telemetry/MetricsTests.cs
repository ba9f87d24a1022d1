using Integration.Hubs;

namespace Integration.Telemetry;

/// <summary>The figures of a process that is everything in one.</summary>
public sealed class MetricsTests(HubFixture hub)
{
    [Theory]
    [InlineData("integration_intake_events_total")]
    [InlineData("integration_delivery_attempts_total")]
    [InlineData("integration_gateway_calls_lost_total")]
    [InlineData("http_server_request_duration_seconds_count")]
    [InlineData("orleans_grains")]
    [InlineData("dotnet_gc_collections_total")]
    public async Task Metrics_OfRoleAll_TellOfEveryPart(string figure)
    {
        var source = await hub.CreateSource();
        var box = await hub.CreateSubscriber("\"event_types\":[\"*\"]", source);
        await hub.Api.SendWebhook(source, """{"type":"a.b"}""");
        await box.Receives(1);

        await Eventually.Holds(
            async () => (await hub.Api.Get("/metrics")).Text.Contains("\n" + figure + "{", StringComparison.Ordinal),
            figure
        );
    }
}
