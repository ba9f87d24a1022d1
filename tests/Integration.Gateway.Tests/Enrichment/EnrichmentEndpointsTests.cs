using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Integration.Access;
using Integration.Problems;
using NSubstitute;

namespace Integration.Enrichment;

public sealed class EnrichmentEndpointsTests
{
    private const string Path = "/api/v1/enrichment-tasks";
    private const string Old = "/api/sync/shops/temu-us/orders/enrich-details";
    private readonly IEnrichmentGrain _shop = Substitute.For<IEnrichmentGrain>();
    private readonly IEnrichmentTaskGrain _task = Substitute.For<IEnrichmentTaskGrain>();

    [Fact]
    public async Task Post_OfAnOperator_AsksTheShopsGrainAndAnswersWhereToFollow()
    {
        await using var scope = await Start();

        var answer = await scope.Post(
            Path,
            """{"shop":"temu-us","orders":["PO-1","PO-2"]}""",
            scope.AddKey(Role.Operator)
        );

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        answer.Headers.Location!.ToString().Should().Be($"{Path}?shop=temu-us");
        var body = await answer.Json();
        body.GetProperty("tasks").GetInt32().Should().Be(1);
        body.GetProperty("skipped")[0].GetProperty("reason").GetString().Should().Be("It has its package PK.");
        var request = (EnrichmentRequest)_shop.ReceivedCalls().Single().GetArguments()[0]!;
        request.Orders.Should().Equal("PO-1", "PO-2");
        scope.Grains.Received().GetGrain<IEnrichmentGrain>("temu-us");
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{}", null)]
    [InlineData("""{"parent_order_sns":["PO-1"]}""", "PO-1")]
    public async Task Post_OfTheOldForm_MeansTheSame(string body, string? order)
    {
        await using var scope = await Start();

        var answer = await scope.Post(Old, body, scope.AddKey(Role.Operator));

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        var json = await answer.Json();
        json.GetProperty("success").GetBoolean().Should().BeTrue();
        json.GetProperty("data").GetProperty("shop_id").GetString().Should().Be("temu-us");
        json.GetProperty("data").GetProperty("task_count").GetInt32().Should().Be(1);
        var request = (EnrichmentRequest)_shop.ReceivedCalls().Single().GetArguments()[0]!;
        (request.Orders?.Single()).Should().Be(order);
    }

    [Theory]
    [InlineData("application/json", "", true, 202)]
    [InlineData("application/json", "", false, 202)]
    [InlineData(null, "", true, 202)]
    [InlineData(null, """{"parent_order_sns":["PO-1"]}""", true, 415)]
    [InlineData(null, """{"parent_order_sns":["PO-1"]}""", false, 415)]
    public async Task Post_OfTheOldForm_IsForAllOrdersOnlyWhereTheBodyIsEmpty(
        string? type,
        string body,
        bool isChunked,
        int status
    )
    {
        await using var scope = await Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, Old)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);

        var answer = await scope.Send(request, scope.AddKey(Role.Operator));

        ((int)answer.StatusCode).Should().Be(status);
        _shop.ReceivedCalls().Should().HaveCount(status == 202 ? 1 : 0);
    }

    [Theory]
    [InlineData(Path, """{"shop":"temu-us"}""")]
    [InlineData($"{Path}/temu-us:PO-1/retry", "{}")]
    [InlineData(Old, "{}")]
    public async Task Post_OfAViewer_IsForbidden(string path, string body)
    {
        await using var scope = await Start();
        (await scope.Post(path, body, scope.AddKey(Role.Viewer))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _shop.ReceivedCalls().Should().BeEmpty();
        _task.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", "shop")]
    [InlineData("""{"shop":"temu-us","orders":"PO-1"}""", "orders")]
    [InlineData("""{"shop":"temu-us","order":["PO-1"]}""", "order")]
    public async Task Post_OfAFaultyBody_NamesTheField(string body, string field)
    {
        await using var scope = await Start();
        var answer = await scope.Post(Path, body, scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Json()).GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue();
    }

    [Fact]
    public async Task Post_OfWhatCanBeNoShop_IsNotFoundAndReachesNoGrain()
    {
        await using var scope = await Start();
        var answer = await scope.Post(Path, """{"shop":"No Shop"}""", scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        _shop.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task Retry_ReachesTheTaskOfTheWholeId()
    {
        await using var scope = await Start();
        _task
            .Retry(Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(
                new Outcome<EnrichmentTaskResource>
                {
                    Problem = new Problem("enrichment-task-running", 409, "It is being asked for."),
                }
            );

        var answer = await scope.Post($"{Path}/temu-us%3APO-1/retry", "{}", scope.AddKey(Role.Operator));

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        scope.Grains.Received().GetGrain<IEnrichmentTaskGrain>("temu-us:PO-1");
    }

    [Theory]
    [InlineData($"{Path}/no-id", HttpStatusCode.NotFound)]
    [InlineData($"{Path}?status=lost", HttpStatusCode.BadRequest)]
    [InlineData($"{Path}?cursor=x", HttpStatusCode.BadRequest)]
    [InlineData($"{Path}?limit=0", HttpStatusCode.BadRequest)]
    [InlineData($"{Path}?shops=a", HttpStatusCode.BadRequest)]
    [InlineData($"{Path}/stats?status=failed", HttpStatusCode.BadRequest)]
    [InlineData("/api/sync/shops/a/orders/enrich-tasks?status=lost", HttpStatusCode.BadRequest)]
    [InlineData("/api/sync/orders/enrich-tasks/stats?shop=a", HttpStatusCode.BadRequest)]
    [InlineData("/api/sync/orders/enrich-tasks/stats", HttpStatusCode.ServiceUnavailable)]
    [InlineData(Path, HttpStatusCode.ServiceUnavailable)]
    public async Task Get_OfBadInputOrWithoutADatabase_IsAProblem(string path, HttpStatusCode status)
    {
        await using var scope = await Start();
        var answer = await scope.Get(path, scope.AddKey(Role.Viewer));
        answer.StatusCode.Should().Be(status);
        (await answer.Json()).GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
    }

    private async Task<GatewayScope> Start()
    {
        var scope = await GatewayScope.Start();
        scope.Grains.GetGrain<IEnrichmentGrain>(Arg.Any<string>()).Returns(_shop);
        scope.Grains.GetGrain<IEnrichmentTaskGrain>(Arg.Any<string>()).Returns(_task);
        _shop
            .Start(Arg.Any<EnrichmentRequest>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(
                new Outcome<EnrichmentStart>
                {
                    Value = new EnrichmentStart
                    {
                        Shop = "temu-us",
                        Tasks = 1,
                        Skipped = [new SkippedOrder("PO-2", "It has its package PK.")],
                    },
                }
            );
        return scope;
    }
}
