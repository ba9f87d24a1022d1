using System.Text.Json;
using Integration.Json;
using Integration.Platforms;

namespace Integration.Orders;

public sealed class ShipmentRulesTests
{
    [Fact]
    public void Shipment_OfNamedLines_HasWhatTheCopyKnowsOfThem()
    {
        var shipment = Of(new("1") { Quantity = 2 }, new("2"));

        shipment
            .Lines.Should()
            .Equal(
                new ShipmentLine("1", 2) { ProductId = "p", VariantId = "v" },
                new ShipmentLine("2", 1) { ProductId = null, VariantId = null }
            );
        (shipment.OrderNumber, shipment.Carrier, shipment.TrackingNumber).Should().Be(("PO-1", "118", "SF1"));
    }

    [Fact]
    public void Shipment_OfNoLines_IsOfTheWholeOrder() => Of().Lines.Should().BeEmpty();

    [Fact]
    public void Faults_AreToldAllAtOnce()
    {
        var request = new ShipmentRequest
        {
            Carrier = "",
            TrackingNumber = "S F",
            Lines = [new("1") { Quantity = 4 }, new("9"), new("1"), null!, new(null), new("2") { Quantity = 0 }],
        };

        var problem = ShipmentRules.Of(request, Stored()).Problem!;

        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem
            .Errors!.Keys.Should()
            .BeEquivalentTo(
                "carrier",
                "tracking_number",
                "lines[0]",
                "lines[1]",
                "lines[2]",
                "lines[3]",
                "lines[4]",
                "lines[5]"
            );
    }

    [Fact]
    public void Faults_OfHundredsOfLines_AreToldOfTheFirst()
    {
        var lines = Enumerable.Range(0, 300).Select(static n => new ShippedLine($"x{n}")).ToArray();
        var request = new ShipmentRequest
        {
            Carrier = "1",
            TrackingNumber = "1",
            Lines = lines,
        };
        ShipmentRules.Of(request, Stored()).Problem!.Errors.Should().HaveCount(20);
    }

    [Theory]
    [InlineData(FailureKind.Transient, FailureReason.Network, true)]
    [InlineData(FailureKind.Transient, FailureReason.Timeout, true)]
    [InlineData(FailureKind.Transient, FailureReason.Platform, true)]
    [InlineData(FailureKind.Transient, FailureReason.InvalidAnswer, true)]
    [InlineData(FailureKind.Permanent, FailureReason.InvalidAnswer, true)]
    [InlineData(FailureKind.Permanent, FailureReason.AnswerTooLarge, true)]
    [InlineData(FailureKind.Permanent, FailureReason.Platform, false)]
    [InlineData(FailureKind.Throttled, FailureReason.RateLimit, false)]
    [InlineData(FailureKind.Unauthorised, FailureReason.TokenExpired, false)]
    public void Failure_LeavesTheOutcomeOpen_WhereNoUsableAnswerSaysNo(
        FailureKind kind,
        FailureReason reason,
        bool isOpen
    ) => ShipmentRules.MayBeDone(new(kind, reason, "no") { HttpStatus = 200 }).Should().Be(isOpen);

    [Fact]
    public void Failure_OfACallThatWasHeldBack_LeavesNothingOpen()
    {
        var failure = new PlatformFailure(FailureKind.Transient, FailureReason.Platform, "Not called.")
        {
            RetryAfter = TimeSpan.FromSeconds(15),
        };
        ShipmentRules.MayBeDone(failure).Should().BeFalse();
        var problem = ShipmentRules.ProblemOf(failure);
        (problem.Slug, problem.Status, problem.RetryAfter)
            .Should()
            .Be(("shipment-not-sent", 503, TimeSpan.FromSeconds(15)));
    }

    [Theory]
    [InlineData(FailureKind.Permanent, FailureReason.Unsupported, "shipment-unsupported", 409)]
    [InlineData(FailureKind.Permanent, FailureReason.Platform, "shipment-refused", 409)]
    [InlineData(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "shipment-refused", 409)]
    [InlineData(FailureKind.Throttled, FailureReason.RateLimit, "shipment-not-sent", 503)]
    public void Failure_ThatChangedNothing_IsAProblem(FailureKind kind, FailureReason reason, string slug, int status)
    {
        var problem = ShipmentRules.ProblemOf(new(kind, reason, "No.") { Code = "50001/17" });
        (problem.Slug, problem.Status).Should().Be((slug, status));
        problem.Detail.Should().StartWith("No.");
        problem.Detail.EndsWith("(50001/17)", StringComparison.Ordinal).Should().Be(slug == "shipment-refused");
    }

    private static Shipment Of(params ShippedLine[] lines)
    {
        var request = new ShipmentRequest
        {
            Carrier = "118",
            TrackingNumber = "SF1",
            Lines = lines,
        };
        return ShipmentRules.Of(request, Stored()).Value!;
    }

    private static OrderResource Stored()
    {
        var order = new Order
        {
            Platform = "somewhere",
            Number = "PO-1",
            Lines =
            [
                new("1")
                {
                    Quantity = 3,
                    ProductId = "p",
                    VariantId = "v",
                },
                new("2"),
            ],
        };
        return new()
        {
            Shop = "shop-1",
            Number = "PO-1",
            Status = OrderStatus.AwaitingShipment,
            Version = 1,
            Order = JsonSerializer.SerializeToElement(order, WireJson.Options),
            ListedAt = DateTimeOffset.UnixEpoch,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
    }
}
