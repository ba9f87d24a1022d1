using System.Net;
using Integration.Access;
using Integration.Problems;
using NSubstitute;

namespace Integration.Alerts;

public sealed class AlertEndpointsTests
{
    private static readonly AlertResource Alert = new()
    {
        Id = "0123",
        Key = "r{}",
        Rule = "r",
        Title = "T",
        Severity = "warning",
        Phase = "firing",
        Since = default,
        Labels = [],
        Metric = "m",
        Condition = "above 1",
    };

    [Theory]
    [InlineData("POST", "/api/v1/alerts/0123/acknowledge", Role.Viewer, Role.Operator)]
    [InlineData("POST", "/api/v1/silences", Role.Viewer, Role.Operator)]
    [InlineData("POST", "/api/v1/notice-channels/ops/test", Role.Viewer, Role.Operator)]
    [InlineData("PATCH", "/api/v1/alert-rules/x", Role.Operator, Role.Administrator)]
    [InlineData("POST", "/api/v1/alert-rules", Role.Operator, Role.Administrator)]
    [InlineData("POST", "/api/v1/alert-rules/x/reset", Role.Operator, Role.Administrator)]
    [InlineData("DELETE", "/api/v1/alert-rules/x", Role.Operator, Role.Administrator)]
    [InlineData("POST", "/api/v1/alert-channels/ops/test", Role.Viewer, Role.Operator)]
    [InlineData("POST", "/api/v1/alert-channels", Role.Operator, Role.Administrator)]
    [InlineData("PATCH", "/api/v1/alert-channels/ops", Role.Operator, Role.Administrator)]
    [InlineData("DELETE", "/api/v1/alert-channels/ops", Role.Operator, Role.Administrator)]
    [InlineData("GET", "/api/v1/alert-channels", Role.Sender, Role.Viewer)]
    [InlineData("GET", "/api/v1/alerts", Role.Sender, Role.Viewer)]
    [InlineData("GET", "/api/v1/notices", Role.Sender, Role.Viewer)]
    public async Task Endpoint_AsksForItsRole(string method, string path, Role tooWeak, Role enough)
    {
        await using var scope = await GatewayScope.Start();
        (await Send(scope, method, path, tooWeak)).Should().Be(HttpStatusCode.Forbidden);
        (await Send(scope, method, path, enough)).Should().NotBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/api/v1/alerts?phase=burning", "bad-filter")]
    [InlineData("/api/v1/alerts?phase=2", "bad-filter")]
    [InlineData("/api/v1/alerts?severity=grave", "bad-filter")]
    [InlineData("/api/v1/alerts?colour=red", "unknown-parameter")]
    [InlineData("/api/v1/alerts/history?cursor=x", "bad-cursor")]
    [InlineData("/api/v1/notices?result=maybe", "bad-filter")]
    [InlineData("/api/v1/notice-channels?x=y", "unknown-parameter")]
    public async Task List_WithAFaultyQuery_SaysWhatIsWrong(string path, string slug)
    {
        await using var scope = await GatewayScope.Start();
        var answer = await scope.Get(path, scope.AddKey(Role.Viewer));
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Json()).GetProperty("type").GetString().Should().Be($"/problems/{slug}");
    }

    [Fact]
    public async Task Acknowledge_HandsOnWhoAsks()
    {
        await using var scope = await GatewayScope.Start();
        var grain = Substitute.For<IAlertGrain>();
        scope.Grains.GetGrain<IAlertGrain>(IAlertGrain.Key).Returns(grain);
        var key = scope.AddKey(Role.Operator);
        WriteContext? asked = null;
        grain
            .Acknowledge("0123", Arg.Do<WriteContext>(context => asked = context), Arg.Any<CancellationToken>())
            .Returns(new Outcome<AlertResource> { Value = Alert });

        var answer = await scope.Post("/api/v1/alerts/0123/acknowledge", "{}", key);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Json()).GetProperty("phase").GetString().Should().Be("firing");
        asked!.Actor.Should().Be(ApiKeySecret.Parse(key)!.Id);
    }

    [Fact]
    public async Task Document_DescribesDurationsAsTheyAreWritten()
    {
        await using var scope = await GatewayScope.Start();
        var document = await (await scope.Get("/openapi/v1.json")).Json();
        document
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("AlertRule")
            .GetProperty("properties")
            .GetProperty("clear_for")
            .GetProperty("pattern")
            .GetString()
            .Should()
            .Be("^[0-9]+(ms|s|m|h|d)$");
    }

    private static async Task<HttpStatusCode> Send(GatewayScope scope, string method, string path, Role role)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return (await scope.Send(request, scope.AddKey(role))).StatusCode;
    }
}
