using System.Globalization;
using System.Security.Cryptography;
using Integration.Access;
using Integration.Databases;
using Integration.Hubs;
using Integration.Partners;
using Integration.Sandbox;
using Integration.Secrets;
using Integration.Testing.Databases;

namespace Integration.Telemetry;

/// <summary>One trace leads from a request at a gateway through the silo to the attempt at the subscriber.</summary>
public sealed class TraceTests(PostgresFixture postgres)
{
    private const ulong Server = 2;

    [Fact]
    public async Task Webhook_ThroughGatewayAndSilo_IsOneTraceToTheSubscriber()
    {
        await using var collector = await TraceCollector.Start();
        await using var database = await postgres.CreateDatabase();
        await using var partner = await Partner.Start();
        var keys = KeyRing.CreateText("k1").Trim();
        await using var silo = Process("silo", database, keys, collector);
        silo.Settings["Integration:Silo:AdvertisedAddress"] = "127.0.0.1";
        silo.Settings["Integration:Silo:Port"] = FreePort();
        silo.Settings["Integration:Silo:GatewayPort"] = FreePort();
        await silo.Start();
        await using var gateway = Process("gateway", database, keys, collector);
        await gateway.Start();
        using var api = new HubApi(gateway.Url, await NewKey(database));
        await api.CreateSource("source");
        var box = partner.At("box");
        await api.CreateSubscriber(box, "\"event_types\":[\"*\"]");
        var traceId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

        var sent = await api.SendWebhook(
            "source",
            """{"type":"a.b"}""",
            ("traceparent", $"00-{traceId}-b7ad6b7169203331-01")
        );

        var letter = (await box.Receives(1)).Single();
        letter.Id.Should().Be(sent.Json["event_id"]!.ToString());
        letter.Headers["traceparent"].Should().StartWith($"00-{traceId}-");
        var spans = collector.Of(traceId);
        try
        {
            await Eventually.Holds(
                () => (spans = collector.Of(traceId)).Any(IsPush) && spans.Any(IsRequest) && spans.Any(IsGrainCall),
                "request, grain call and push in one trace"
            );
        }
        catch (TimeoutException)
        {
            spans
                .Should()
                .Contain(span => IsRequest(span))
                .And.Contain(span => IsGrainCall(span))
                .And.Contain(span => IsPush(span));
        }

        var request = spans.Single(IsRequest);
        request.ParentId.Should().Be("b7ad6b7169203331", "the sender's own trace goes on");
        Ancestors(spans, spans.Single(IsGrainCall)).Should().Contain(request);
        var push = spans.Single(IsPush);
        Ancestors(spans, push).Should().Contain(request);
        letter.Headers["traceparent"].Should().Contain(push.Id, "the subscriber goes on with our attempt");
    }

    private static bool IsRequest(TraceSpan span) =>
        span is { Role: "gateway", Kind: Server } && span.Name.StartsWith("POST", StringComparison.Ordinal);

    private static bool IsGrainCall(TraceSpan span) =>
        span is { Role: "silo", Kind: Server, Source: "Microsoft.Orleans.Application" }
        && span.Name.Contains("ISourceGrain/Receive", StringComparison.Ordinal);

    private static bool IsPush(TraceSpan span) =>
        span is { Role: "silo", Source: "Integration.Delivery", Name: "deliver" };

    // From the nearest to the farthest.
    private static List<TraceSpan> Ancestors(IReadOnlyList<TraceSpan> spans, TraceSpan span)
    {
        var found = new List<TraceSpan>();
        while (spans.FirstOrDefault(one => one.Id == span.ParentId) is { } parent)
        {
            found.Add(parent);
            span = parent;
        }

        return found;
    }

    private static HubProcess Process(string role, TestDatabase database, string keys, TraceCollector collector)
    {
        var process = HubProcess.Create(database.ConnectionString, role);
        process.Settings["Integration:Keys"] = keys;
        process.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url;
        process.Settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        process.Settings["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        return process;
    }

    private static async Task<string> NewKey(TestDatabase database)
    {
        await using var hub = new HubDatabase(database.ConnectionString);
        await using var connection = await hub.Reads.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var draft = new ApiKeyDraft("tests", Role.Administrator, []);
        var made = await ApiKeyStore.Create(
            connection,
            draft,
            TimeProvider.System.GetUtcNow(),
            TestContext.Current.CancellationToken
        );
        return made.Value!.Key!;
    }

    private static string FreePort() => SandboxProcess.FreePort().ToString(CultureInfo.InvariantCulture);
}
