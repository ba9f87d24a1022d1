using System.Net;
using Integration.Access;
using Integration.Platforms;
using Integration.Problems;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Integration.Orders;

public sealed class ShipmentEndpointsTests
{
    private const string Path = "/api/v1/shops/shop-1/orders/PO-1/shipments";
    private const string Body = """
        {"carrier":"118","tracking_number":"SF1","lines":[{"id":"1","quantity":2},{"id":"2"}],"replaces":true}
        """;

    private readonly IShipmentGrain _grain = Substitute.For<IShipmentGrain>();

    [Fact]
    public async Task Shipment_OfAnOperator_ReachesTheOrdersGrain()
    {
        await using var scope = await Start();
        Answers(Resource());

        var answer = await scope.Post(Path, Body, scope.AddKey(Role.Operator), "key-1");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var told = await answer.Json();
        told.GetProperty("outcome").GetString().Should().Be("confirmed");
        told.GetProperty("read_again").GetBoolean().Should().BeTrue();
        scope.Grains.Received().GetGrain<IShipmentGrain>("shop-1/PO-1");
        var call = _grain.ReceivedCalls().Single().GetArguments();
        ((ShipmentRequest)call[0]!)
            .Should()
            .BeEquivalentTo(
                new ShipmentRequest
                {
                    Carrier = "118",
                    TrackingNumber = "SF1",
                    Lines = [new("1") { Quantity = 2 }, new("2")],
                    Replaces = true,
                }
            );
        ((WriteContext)call[1]!).Idempotency!.Key.Should().Be("key-1");
    }

    [Fact]
    public async Task Number_WithASlash_IsOneSegment()
    {
        await using var scope = await Start();
        Answers(Resource());
        var answer = await scope.Post("/api/v1/shops/shop-1/orders/a%2Fb/shipments", Body, scope.AddKey(Role.Operator));
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Sender)]
    public async Task Shipment_OfALesserRole_IsForbidden(Role role)
    {
        await using var scope = await Start();
        (await scope.Post(Path, Body, scope.AddKey(role))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"carrier":"118"}""", 422, "validation")]
    [InlineData("""{"carrier":"118","tracking_number":7}""", 422, "validation")]
    [InlineData("""{"carrier":"118","tracking_number":"SF1","parcel":1}""", 422, "unknown-field")]
    [InlineData("{", 400, "invalid-json")]
    public async Task Body_ThatCannotBeRead_IsToldSo(string body, int status, string slug)
    {
        await using var scope = await Start();
        await (await scope.Post(Path, body, scope.AddKey(Role.Operator))).ShouldBeProblem(status, slug);
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData("/api/v1/shops/Not_A_Shop!/orders/PO-1/shipments")]
    [InlineData("/api/v1/shops/shop-1/orders/%0A/shipments")]
    public async Task Order_ThatCannotBe_IsNotFound(string path)
    {
        await using var scope = await Start();
        (await scope.Post(path, Body, scope.AddKey(Role.Operator))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        _grain.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task Outcome_ThatIsNotKnown_IsABadGateway()
    {
        await using var scope = await Start();
        Answers(
            Resource() with
            {
                Outcome = ShipmentOutcome.Unknown,
                Failure = new(FailureKind.Transient, FailureReason.Network, "It broke."),
            }
        );
        var problem = await (await scope.Post(Path, Body, scope.AddKey(Role.Operator))).ShouldBeProblem(
            502,
            "shipment-unknown"
        );
        problem.GetProperty("detail").GetString().Should().EndWith("It broke.");
    }

    [Fact]
    public async Task Silo_ThatDoesNotAnswer_LeavesTheOutcomeOpen()
    {
        await using var scope = await Start();
        _grain
            .Confirm(Arg.Any<ShipmentRequest>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new TimeoutException());
        await (await scope.Post(Path, Body, scope.AddKey(Role.Operator))).ShouldBeProblem(502, "shipment-unknown");
    }

    [Fact]
    public async Task Problem_OfTheGrain_IsAnsweredWithItsWait()
    {
        await using var scope = await Start();
        Answers(new Problem("shipment-not-sent", 503, "Not called.") { RetryAfter = TimeSpan.FromSeconds(7) });
        var answer = await scope.Post(Path, Body, scope.AddKey(Role.Operator));
        await answer.ShouldBeProblem(503, "shipment-not-sent");
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Document_DescribesTheShipment()
    {
        await using var scope = await Start();
        var document = await (await scope.Get("/openapi/v1.json")).Json();
        var post = document
            .GetProperty("paths")
            .GetProperty("/api/v1/shops/{shop}/orders/{number}/shipments")
            .GetProperty("post");
        post.GetProperty("description").GetString().Should().Contain("operator");
        var schemas = document.GetProperty("components").GetProperty("schemas");
        schemas
            .GetProperty("ShipmentRequest")
            .GetProperty("required")
            .EnumerateArray()
            .Select(static one => one.GetString())
            .Should()
            .BeEquivalentTo("carrier", "tracking_number");
        schemas.TryGetProperty("ShipmentResource", out _).Should().BeTrue();
    }

    private async Task<GatewayScope> Start()
    {
        var scope = await GatewayScope.Start();
        scope.Grains.GetGrain<IShipmentGrain>(Arg.Any<string>()).Returns(_grain);
        return scope;
    }

    private void Answers(Outcome<ShipmentResource> answer) =>
        _grain
            .Confirm(Arg.Any<ShipmentRequest>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(answer);

    private static ShipmentResource Resource() =>
        new()
        {
            Shop = "shop-1",
            Order = "PO-1",
            Carrier = "118",
            TrackingNumber = "SF1",
            Outcome = ShipmentOutcome.Confirmed,
            At = DateTimeOffset.UnixEpoch,
            ReadAgain = true,
        };
}
