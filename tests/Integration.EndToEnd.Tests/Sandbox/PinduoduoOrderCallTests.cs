using System.Globalization;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms;

/// <summary>What Pinduoduo's calls for orders answer.</summary>
public sealed class PinduoduoOrderCallTests
{
    private const string Increment = "pdd.order.number.list.increment.get";
    private const string Root = "order_sn_increment_get_response";

    [Fact]
    public async Task List_IsNewestFirstAndBothEndsBelongToItsWindow()
    {
        await using var scope = await Start(new() { Count = 3 });
        var order = scope.Platform.Orders.All[1];
        var changed = scope.Platform.Orders.Change(order.Number, one => one with { IsUrgent = true })!;
        var at = changed.Updated.ToUnixTimeSeconds();

        var both = await List(scope, at, at);
        var before = await List(scope, at - 60, at - 1);

        both[$"{Root}.total_count"].Should().Be("1");
        both[$"{Root}.order_sn_list.0.refund_status"].Should().Be("2");
        both[$"{Root}.order_sn_list.0.updated_at"]
            .Should()
            .Be(
                changed
                    .Updated.ToOffset(TimeSpan.FromHours(8))
                    .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            );
        before[$"{Root}.total_count"].Should().Be("0");
    }

    [Fact]
    public async Task List_WithHasNext_TellsNoTotal()
    {
        await using var scope = await Start(new() { Count = 3 });
        var now = scope.Time.GetUtcNow().ToUnixTimeSeconds();

        var answer = await List(scope, now - 1800, now, ("use_has_next", "true"));

        answer[$"{Root}.has_next"].Should().Be("false");
        answer[$"{Root}.total_count"].Should().BeNull();
    }

    [Theory]
    [InlineData("start_updated_at", "1")]
    [InlineData("end_updated_at", "x")]
    [InlineData("order_status", "4")]
    [InlineData("refund_status", "0")]
    [InlineData("page", "0")]
    [InlineData("page_size", "101")]
    public async Task List_BadField_IsRefused(string name, string value)
    {
        await using var scope = await Start(new());
        scope.Caller.BeforeSigning = fields => fields[name] = value;
        var now = scope.Time.GetUtcNow().ToUnixTimeSeconds();

        var answer = await List(scope, now - 60, now);

        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
        scope.Platform.Counts.Of(Increment).Ended(CallOutcome.BadParameter).Should().Be(1);
    }

    [Fact]
    public async Task ListByConclusion_OfADay_ShowsWhatWasConcludedThen()
    {
        await using var scope = await Start(new() { Count = 90 });
        var orders = scope.Platform.Orders.All;
        var from = orders[0].Created.ToUnixTimeSeconds();
        var expected = orders.Count(one => one.Created.ToUnixTimeSeconds() <= from + 86_400);

        var answer = await scope.Caller.Call(
            "pdd.order.list.get",
            ("start_confirm_at", $"{from}"),
            ("end_confirm_at", $"{from + 86_400}"),
            ("order_status", "5"),
            ("refund_status", "5")
        );

        answer["order_list_get_response.total_count"].Should().Be($"{expected}");
    }

    [Fact]
    public async Task Detail_OfNoOrder_IsAnAnswerWithoutOne()
    {
        await using var scope = await Start(new() { Count = 1 });

        var answer = await scope.Caller.Call("pdd.order.information.get", ("order_sn", "200101-000000000000001"));

        answer["order_info_get_response.order_info"].Should().BeNull();
        answer["order_info_get_response.request_id"].Should().NotBeNull();
    }

    private static Task<PlatformScope> Start(OrderOptions orders) =>
        PlatformScope.Start(PlatformKind.Pinduoduo, new PlatformOptions { Products = 5, Orders = orders });

    private static Task<PlatformAnswer> List(PlatformScope scope, long from, long to, params (string, string)[] more) =>
        scope.Caller.Call(
            Increment,
            [
                ("start_updated_at", $"{from}"),
                ("end_updated_at", $"{to}"),
                ("order_status", "5"),
                ("refund_status", "5"),
                .. more,
            ]
        );
}
