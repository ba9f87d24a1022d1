using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Integration.Hubs;

namespace Integration.Counterparts;

/// <summary>R1: what we send is accepted by the npm verifiers, and what they sign we accept.</summary>
public sealed class NpmLibraryTests(HubFixture fixture) : IAsyncLifetime
{
    private const string Body = """{"type":"order.created","包":"№1 😀"}""";
    private readonly ConcurrentQueue<string> _lines = [];
    private Process? _node;
    private string _skip = "";
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        var (folder, reason) = await NpmPackages.Install(TestContext.Current.CancellationToken);
        if (folder is null)
        {
            _skip = reason;
            return;
        }

        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Counterparts", "verify.mjs"),
            folder,
            HubScenery.SubscriberSecret,
        ];
        _node = Process.Start(
            new ProcessStartInfo("node", arguments) { UseShellExecute = false, RedirectStandardOutput = true }
        )!;
        _node.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _node.BeginOutputReadLine();
        await Eventually.Holds(
            () => _lines.Any(line => line.StartsWith("listening ", StringComparison.Ordinal)),
            "node to listen"
        );
        _url = $"http://127.0.0.1:{_lines.First()["listening ".Length..]}/";
    }

    public ValueTask DisposeAsync()
    {
        _node?.Kill();
        _node?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("cloudevents")]
    public async Task Requests_OfOurs_AreAcceptedByBothVerifiers(string format)
    {
        Assert.SkipWhen(_node is null, _skip);
        var source = await fixture.CreateSource();
        var id = fixture.NewId("npm");
        await fixture.Api.Create(
            "/api/v1/subscribers",
            $$"""
            {"id":"{{id}}","url":"{{_url}}","secret":"{{HubScenery.SubscriberSecret}}","event_types":["*"],
             "sources":["{{source}}"],"format":"{{format}}","retry":{"max_retries":0}
            }
            """
        );

        await fixture.Api.SendWebhook(source, Body);
        await fixture.Api.SendWebhook(source, "[]");

        await Eventually.Holds(() => _lines.Count >= 3, "two verdicts");
        _lines.Skip(1).Should().AllBe("""{"standardwebhooks":"ok","svix":"ok"}""");
    }

    [Theory]
    [InlineData("standardwebhooks", "webhook")]
    [InlineData("svix", "webhook")]
    [InlineData("svix", "svix")]
    public async Task Requests_SignedByThem_AreAcceptedByIntake(string library, string prefix)
    {
        Assert.SkipWhen(_node is null, _skip);
        var source = fixture.NewId("npm");
        await fixture.Api.Create(
            "/api/v1/sources",
            $$"""{"id":"{{source}}","scheme":"standard-webhooks","secrets":["{{HubScenery.SubscriberSecret}}"]}"""
        );
        using var http = new HttpClient(new SocketsHttpHandler());
        var id = fixture.NewId("msg");
        var signed = JsonNode.Parse(
            await http.GetStringAsync(
                new Uri($"{_url}?id={id}&body={Uri.EscapeDataString(Body)}"),
                TestContext.Current.CancellationToken
            )
        )!;

        var answer = await fixture.Api.Post(
            $"/in/{source}",
            Encoding.UTF8.GetBytes(Body),
            "application/json",
            ($"{prefix}-id", id),
            ($"{prefix}-timestamp", signed["timestamp"]!.ToString()),
            ($"{prefix}-signature", signed[library]!.ToString())
        );

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
    }
}
