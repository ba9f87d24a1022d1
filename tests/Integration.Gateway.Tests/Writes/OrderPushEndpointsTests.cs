using System.Net;
using System.Text;
using System.Text.Json;
using Integration.Access;
using Integration.Problems;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Integration.Writes;

public sealed class OrderPushEndpointsTests
{
    private const string Path = "/api/v1/platform-accounts/buyer-1/orders";

    private const string Good = """
        {"orders":[{"number":"T1","lines":[{"product_id":"1","quantity":1}],
        "recipient":{"name":"n","mobile":"1","province":"p","city":"c","street":"s"}}]}
        """;

    private readonly IOrderPushGrain _grain = Substitute.For<IOrderPushGrain>();

    [Fact]
    public async Task Post_OfAnOperator_ReachesTheAccountsGrainWithTheBodyAsItWasSent()
    {
        await using var scope = await Start();
        Answer(
            new OrderPushResource
            {
                Account = "buyer-1",
                Platform = "alibaba1688",
                Placed = 1,
                Failed = 0,
                Results =
                [
                    new("T1")
                    {
                        PlatformNumbers = ["7", "8"],
                        Existed = true,
                        Total = new(12.5m, "CNY"),
                        NotPlaced = [new("1", null, "500_004: sold out")],
                    },
                ],
            }
        );

        var answer = await scope.Post(Path, Good, scope.AddKey(Role.Operator));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        scope.Grains.Received().GetGrain<IOrderPushGrain>("buyer-1");
        Encoding.UTF8.GetString((byte[])_grain.ReceivedCalls().Single().GetArguments()[0]!).Should().Be(Good);
        var result = (await answer.Json()).GetProperty("results")[0];
        result.GetProperty("platform_numbers").EnumerateArray().Select(one => one.GetString()).Should().Equal("7", "8");
        result.GetProperty("existed").GetBoolean().Should().BeTrue();
        result.GetProperty("total").GetProperty("amount").GetDecimal().Should().Be(12.5m);
        result.GetProperty("not_placed")[0].GetProperty("detail").GetString().Should().Be("500_004: sold out");
        result.GetProperty("failure").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Post_OfALesserRole_IsForbidden()
    {
        await using var scope = await Start();
        (await scope.Post(Path, Good, scope.AddKey(Role.Viewer))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", "orders")]
    [InlineData("""{"orders":[{"number":"T1"}]}""", "orders[0].lines")]
    [InlineData(
        """{"orders":[{"number":"T1","lines":[{"product_id":"1","quantity":"7"}]}]}""",
        "orders[0].lines[0].quantity"
    )]
    public async Task Post_OfAFaultyBody_NamesTheField(string body, string field)
    {
        await using var scope = await Start();
        var answer = await scope.Post(Path, body, scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Json()).GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue();
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task Post_WhoseSiloIsLost_IsNotSaidToBeSafeToRepeat()
    {
        await using var scope = await Start();
        _grain
            .Push(Arg.Any<byte[]>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new TimeoutException());
        var answer = await scope.Post(Path, Good, scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await answer.Json()).GetProperty("type").GetString().Should().EndWith("/orders-unknown");
    }

    private void Answer(Outcome<OrderPushResource> outcome) =>
        _grain.Push(Arg.Any<byte[]>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>()).Returns(outcome);

    private async Task<GatewayScope> Start()
    {
        var scope = await GatewayScope.Start();
        scope.Grains.GetGrain<IOrderPushGrain>(Arg.Any<string>()).Returns(_grain);
        return scope;
    }
}
