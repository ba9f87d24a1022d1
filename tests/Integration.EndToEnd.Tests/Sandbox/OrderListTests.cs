using System.Globalization;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms;

/// <summary>The manners of the lists of orders of Taobao, 1688 and AliExpress.</summary>
public sealed class OrderListTests
{
    private const string Changed = "taobao.trades.sold.increment.get";
    private const string Aop = "com.alibaba.trade/alibaba.trade.getSellerOrderList";
    private const string AliExpress = "aliexpress.solution.order.get";

    [Theory]
    [InlineData("true", "has_next", "total_results")]
    [InlineData("false", "total_results", "has_next")]
    public async Task Taobao_TellsEitherATotalOrWhetherMoreFollows(string hasNext, string told, string untold)
    {
        await using var scope = await Start(PlatformKind.Taobao);
        var answer = await scope.Caller.Call(
            "taobao.trades.sold.get",
            ("fields", "tid"),
            ("page_size", "5"),
            ("use_has_next", hasNext)
        );
        answer[$"trades_sold_get_response.{told}"].Should().Be(told is "has_next" ? "true" : "30");
        answer[$"trades_sold_get_response.{untold}"].Should().BeNull();
        answer["trades_sold_get_response.trades.trade.4.tid"].Should().NotBeNull();
        answer["trades_sold_get_response.trades.trade.0.status"].Should().BeNull("only what is asked for is told");
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public async Task Taobao_TakesChangesOfADayAtMost(int hours, bool isTaken)
    {
        await using var scope = await Start(PlatformKind.Taobao);
        var now = scope.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var answer = await scope.Caller.Call(
            Changed,
            ("fields", "tid,modified"),
            ("start_modified", Text(now.AddHours(-hours))),
            ("end_modified", Text(now))
        );
        (answer["trades_sold_increment_get_response.total_results"] is not null).Should().Be(isTaken, answer.Text);
    }

    [Fact]
    public async Task Alibaba1688_CutsPagesTo20AndGoesBackAMonthByDefault()
    {
        await using var scope = await Start(PlatformKind.Alibaba1688);
        var page = await scope.Caller.Call(Aop, ("pageSize", "50"));
        page["result.19.baseInfo.idOfStr"].Should().NotBeNull();
        page["result.20"].Should().BeNull();
        scope.Time.Advance(TimeSpan.FromDays(20));
        var recent = await scope.Caller.Call(Aop);
        var all = await scope.Caller.Call(Aop, ("modifyStartTime", "20200101000000000+0800"));
        int.Parse(recent["totalRecord"]!, CultureInfo.InvariantCulture).Should().BeInRange(1, 29);
        all["totalRecord"].Should().Be("30");
    }

    [Fact]
    public async Task AliExpress_ShowsFinishedOrdersOnlyWhereTheyAreAskedFor()
    {
        await using var scope = await Start(PlatformKind.AliExpress);
        var number = scope.Platform.Orders.All[0].Number;
        scope.Platform.Orders.Change(number, order => order with { Status = ShopOrderStatus.Cancelled });
        var open = await scope.Caller.Call(AliExpress, ("param0", """{"current_page":1,"page_size":50}"""));
        var ended = await scope.Caller.Call(
            AliExpress,
            ("param0", """{"current_page":1,"page_size":50,"order_status":"FINISH"}""")
        );
        const string result = "aliexpress_solution_order_get_response.result";
        open[$"{result}.total_count"].Should().Be("29");
        ended[$"{result}.total_count"].Should().Be("1");
        ended[$"{result}.target_list.order_dto.0.order_id"].Should().Be(number);
    }

    [Theory]
    [InlineData("""{"current_page":1,"page_size":51}""")]
    [InlineData("""{"current_page":0,"page_size":50}""")]
    [InlineData("""{"page_size":50}""")]
    [InlineData("""{"current_page":1,"page_size":50,"create_date_start":"2026-11-01T00:00:00Z"}""")]
    [InlineData("[]")]
    public async Task AliExpress_BadField_IsRefused(string parameter)
    {
        await using var scope = await Start(PlatformKind.AliExpress);
        var answer = await scope.Caller.Call(AliExpress, ("param0", parameter));
        answer["error_response.sub_code"].Should().Be("isv.invalid-parameter");
    }

    private static string Text(DateTimeOffset local) =>
        local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static Task<PlatformScope> Start(PlatformKind kind) =>
        PlatformScope.Start(
            kind,
            new PlatformOptions
            {
                Orders = new() { Count = 30 },
                TokenLifetime = TimeSpan.FromDays(60),
            }
        );
}
