using System.Net;
using Integration.Access;
using Integration.Problems;
using NSubstitute;

namespace Integration.Collections;

public sealed class CollectionEndpointsTests
{
    private const string Path = "/api/v1/collections";
    private static readonly Guid s_id = Guid.Parse("019abc00-0000-7000-8000-000000000001");
    private readonly ICollectionGrain _grain = Substitute.For<ICollectionGrain>();

    [Fact]
    public async Task Post_OfAnOperator_StartsUnderANewIdAndAnswersWhereToFollow()
    {
        await using var scope = await Start();
        _grain
            .Start(Arg.Any<CollectionRequest>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(Shown(CollectionState.Running));

        var answer = await scope.Post(
            Path,
            """{"account":"a","ids":["1"],"links":["x"],"shop":true,"languages":["en"],"currency":"USD","max_age":"2h"}""",
            scope.AddKey(Role.Operator)
        );

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        answer.Headers.Location!.ToString().Should().Be($"{Path}/{s_id}");
        (await answer.Json()).GetProperty("state").GetString().Should().Be("running");
        var request = (CollectionRequest)_grain.ReceivedCalls().Single().GetArguments()[0]!;
        (request.Account, request.Shop, request.Currency, request.MaxAge).Should().Be(("a", true, "USD", "2h"));
        scope.Grains.Received().GetGrain<ICollectionGrain>(Arg.Is<string>(key => Guid.Parse(key).Version == 7));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sender)]
    public async Task Post_OfALesserRole_IsForbidden(Role role)
    {
        await using var scope = await Start();
        (await scope.Post(Path, """{"account":"a"}""", scope.AddKey(role)))
            .StatusCode.Should()
            .Be(HttpStatusCode.Forbidden);
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", "account")]
    [InlineData("""{"account":null}""", "account")]
    [InlineData("""{"account":"a","ids":"1"}""", "ids")]
    [InlineData("""{"account":"a","product_ids":["1"]}""", "product_ids")]
    public async Task Post_OfAFaultyBody_NamesTheField(string body, string field)
    {
        await using var scope = await Start();
        var answer = await scope.Post(Path, body, scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Json()).GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue();
    }

    [Fact]
    public async Task Cancel_OfAnEndedCollection_IsAConflict()
    {
        await using var scope = await Start();
        _grain
            .Cancel(Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(
                new Outcome<CollectionResource>
                {
                    Problem = new Problem("collection-ended", 409, "The collection has ended."),
                }
            );
        var answer = await scope.Post($"{Path}/{s_id}/cancel", "{}", scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Cancel_OfARunningCollection_ShowsIt()
    {
        await using var scope = await Start();
        _grain.Cancel(Arg.Any<WriteContext>(), Arg.Any<CancellationToken>()).Returns(Shown(CollectionState.Cancelled));
        var answer = await scope.Post($"{Path}/{s_id}/cancel", "{}", scope.AddKey(Role.Operator));
        (await answer.Json()).GetProperty("state").GetString().Should().Be("cancelled");
    }

    [Theory]
    [InlineData($"{Path}/no-id")]
    [InlineData($"{Path}/no-id/items")]
    [InlineData($"{Path}/no-id/stream")]
    public async Task Get_OfWhatIsNoId_IsNotFound(string path)
    {
        await using var scope = await Start();
        (await scope.Get(path, scope.AddKey(Role.Viewer))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData($"{Path}?state=asleep", "state")]
    [InlineData($"{Path}/019abc00-0000-7000-8000-000000000001/items?status=1", "status")]
    [InlineData("/api/v1/collected-products?shop=1", "shop")]
    public async Task Get_WithAFaultyParameter_NamesIt(string path, string parameter)
    {
        await using var scope = await Start();
        var answer = await scope.Get(path, scope.AddKey(Role.Viewer));
        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Json()).GetProperty("errors").TryGetProperty(parameter, out _).Should().BeTrue();
    }

    private async Task<GatewayScope> Start()
    {
        var scope = await GatewayScope.Start();
        scope.Grains.GetGrain<ICollectionGrain>(Arg.Any<string>()).Returns(_grain);
        return scope;
    }

    private static Outcome<CollectionResource> Shown(CollectionState state) =>
        new CollectionResource
        {
            Id = s_id,
            Account = "a",
            Platform = "taobao",
            State = state,
            Shop = false,
            Languages = [],
            MaxAge = "1h",
            Total = 1,
            Waiting = 1,
            Collected = 0,
            Unchanged = 0,
            Fresh = 0,
            Failed = 0,
            Cancelled = 0,
            Calls = 0,
            Listed = true,
            CreatedBy = "tester",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
}
