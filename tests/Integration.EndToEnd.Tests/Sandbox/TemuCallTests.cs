using Integration.Sandbox.Platforms.Orders;
using Integration.Sandbox.Platforms.Temu;

namespace Integration.Sandbox.Platforms;

/// <summary>What each call of Temu answers, and how its shop changes meanwhile.</summary>
public sealed class TemuCallTests
{
    private const string List = "bg.order.list.v2.get";
    private const string Detail = "bg.order.detail.v2.get";
    private const string Fulfilment = "fulfillmentTypeList";
    private const string Any = "[\"fulfillBySeller\",\"fulfillByCooperativeWarehouse\"]";
    private const string Total = "result.totalItemNum";
    private const string First = "result.pageItems.0.parentOrderMap.parentOrderSn";

    [Theory]
    [InlineData(
        "c7e0a1a63542be4de3cb5488f9fba8149e8fc290",
        "access_token=2nifvmpyymvypwmcms5ct4uqqudrwgpmzbcnmkt1jzjkuaf3x56iixym|app_key=f9d5cc9313893a20d5aa85c654e8f503"
            + "|data_type=JSON|sendRequestList=[{\"orderSendInfoList\":[{\"quantity\":1,\"orderSn\":\"211-21905473070712792\","
            + "\"parentOrderSn\":\"PO-211-21905452099192792\",\"goodsId\":601099548666279,\"skuId\":17592352673534}],"
            + "\"carrierId\":\"699272611\",\"trackingNumber\":\"270324232756\"}]|sendType=0|timestamp=1711009072"
            + "|type=bg.logistics.shipment.confirm|sign=none",
        "4CCF219942D4180C6DDA3CE36C1B838F"
    )]
    [InlineData(
        "testsecret",
        "type=bg.order.list.v2.get|app_key=testkey|access_token=testtoken|timestamp=1714528800|data_type=JSON|pageNumber=1"
            + "|pageSize=100|updateAtStart=1714527000|updateAtEnd=1714528800|sortby=updateTime",
        "38AD2016E7196EF59D37AD6795692A22"
    )]
    [InlineData(
        "testsecret",
        "type=bg.order.detail.v2.get|app_key=testkey|access_token=testtoken|timestamp=1714528800|data_type=JSON"
            + "|parentOrderSn=PO-211-00000000000000001",
        "AEF4A6465DA4995A3B0879EB8769E377"
    )]
    public void Signature_OfAVector_IsReproduced(string secret, string fields, string expected) =>
        TemuSignature
            .Of(
                fields
                    .Split('|')
                    .Select(pair => pair.Split('=', 2))
                    .Select(pair => KeyValuePair.Create(pair[0], pair[1])),
                secret
            )
            .Should()
            .Be(expected);

    [Fact]
    public async Task List_IsNewestFirstAndBothEndsBelongToItsWindow()
    {
        await using var scope = await Start(new() { Count = 9 });
        var orders = scope.Platform.Orders.All.OrderBy(order => order.Updated).ToArray();
        var (from, to) = (orders[0].Updated.ToUnixTimeSeconds(), orders[5].Updated.ToUnixTimeSeconds());

        var answer = await scope.Caller.Call(
            List,
            ("pageSize", "2"),
            ("sortby", "updateTime"),
            ("updateAtStart", $"{from}"),
            ("updateAtEnd", $"{to}"),
            (Fulfilment, Any)
        );

        answer[Total].Should().Be("6", "three orders share a second");
        answer["result.pageItems.0.parentOrderMap.updateTime"].Should().Be($"{to}");
        answer["result.pageItems.2"].Should().BeNull();
    }

    [Theory]
    [InlineData("pageSize", "101")]
    [InlineData("pageNumber", "0")]
    [InlineData("pageNumber", "101")]
    [InlineData("sortby", "price")]
    [InlineData("updateAtStart", "1")]
    [InlineData("createBefore", "1")]
    [InlineData("parentOrderSnList", "PO-1")]
    [InlineData(Fulfilment, "[\"fulfillByNobody\"]")]
    public async Task List_BadField_IsRefused(string name, string value)
    {
        await using var scope = await Start(new());

        var answer = await scope.Caller.Call(List, (name, value));

        (answer["success"], answer["errorCode"]).Should().Be(("false", "3000004"));
        scope.Platform.Counts.Of(List).Ended(CallOutcome.BadParameter).Should().Be(1);
    }

    [Theory]
    [InlineData(null, "4", 0)]
    [InlineData("[]", "4", 0)]
    [InlineData("[\"fulfillByCooperativeWarehouse\"]", "2", 1)]
    [InlineData(Any, "5", 0)]
    public async Task Orders_OfAKindOfFulfilment_AreToldWhereItIsAskedFor(string? kinds, string total, int firstLine)
    {
        // Of the five a warehouse ships the fourth, and the fifth in part.
        await using var scope = await Start(new() { Count = 5 }, seed: 2);
        var (whole, part) = (scope.Platform.Orders.All[3], scope.Platform.Orders.All[4]);
        part.Lines.Should().HaveCountGreaterThan(1, "seed 2 makes it so");
        (string, string)[] asked = kinds is null ? [] : [(Fulfilment, kinds)];

        (await scope.Caller.Call(List, asked))[Total].Should().Be(total);
        var detail = await scope.Caller.Call(Detail, [("parentOrderSn", whole.Number), .. asked]);
        detail["success"].Should().Be(total == "4" ? "false" : "true");
        var mixed = await scope.Caller.Call(Detail, [("parentOrderSn", part.Number), .. asked]);
        mixed["result.orderList.0.orderSn"].Should().Be(part.Lines[firstLine].Number);
    }

    [Fact]
    public async Task List_DeeperThanItsLimit_IsRefused()
    {
        await using var scope = await Start(new() { Count = 50, Deepest = 20 });

        (await scope.Caller.Call(List, ("pageNumber", "2"), ("pageSize", "10")))["success"].Should().Be("true");
        (await scope.Caller.Call(List, ("pageNumber", "3"), ("pageSize", "10")))["success"].Should().Be("false");
    }

    [Fact]
    public async Task List_OfNumbersAndStatus_ShowsThoseOnly()
    {
        await using var scope = await Start(new() { Count = 30 });
        var order = scope.Platform.Orders.All[7];

        var one = await scope.Caller.Call(List, ("parentOrderSnList", $"[\"{order.Number}\"]"));
        var shipped = await scope.Caller.Call(List, ("parentOrderStatus", "4"));

        (one[Total], one[First]).Should().Be(("1", order.Number));
        shipped[Total].Should().Be("0", "at the start none is shipped");
    }

    [Fact]
    public async Task List_WithALateIndex_ShowsAChangeLater()
    {
        var lag = TimeSpan.FromMinutes(4);
        await using var scope = await Start(new() { Count = 3, IndexLag = lag });
        scope.Time.Advance(TimeSpan.FromMinutes(1));
        var order = scope.Platform.Orders.All[0];
        scope.Platform.Orders.Change(order.Number, one => one with { Status = ShopOrderStatus.Cancelled });
        var gone = scope.Platform.Orders.All[1].Number;
        scope.Platform.Orders.Remove(gone).Should().BeTrue();

        (await Status(scope, order.Number)).Should().NotBe("3");
        (await scope.Caller.Call(List))[Total].Should().Be("3");
        scope.Time.Advance(lag);
        (await Status(scope, order.Number)).Should().Be("3");
        (await scope.Caller.Call(List))[Total].Should().Be("2");
        (await scope.Caller.Call(Detail, ("parentOrderSn", gone)))["errorCode"].Should().Be("140020002");
    }

    [Fact]
    public async Task Detail_BeforeItsPackagesAreAssigned_HasNone()
    {
        var delay = TimeSpan.FromMinutes(10);
        await using var scope = await Start(new() { Count = 1, PackageDelay = delay });
        var number = scope.Platform.Orders.All[0].Number;
        scope.Platform.Orders.Change(
            number,
            order =>
                order with
                {
                    Status = ShopOrderStatus.Shipped,
                    Lines =
                    [
                        order.Lines[0] with
                        {
                            Packages = [new ShopPackage("PK-1", scope.Time.GetUtcNow() + delay)],
                        },
                    ],
                }
        );

        (await scope.Caller.Call(Detail, ("parentOrderSn", number)))["result.orderList.0.packageSnInfo"]
            .Should()
            .Be("[]");
        scope.Time.Advance(delay);
        (await scope.Caller.Call(Detail, ("parentOrderSn", number)))["result.orderList.0.packageSnInfo.0.packageSn"]
            .Should()
            .Be("PK-1");
    }

    [Fact]
    public async Task Shop_ThatChangesWithEachPage_ChangesTheSameWayBySeed()
    {
        var first = await Changed(seed: 3);
        (await Changed(seed: 3)).Should().BeEquivalentTo(first);
        (await Changed(seed: 4)).Should().NotBeEquivalentTo(first);
        first.Select(order => order.Status).Distinct().Should().HaveCountGreaterThan(3);
        first.Should().Contain(order => order.Index >= 40, "some appear");
        first.Select(order => order.Index).Should().NotContainInOrder(Enumerable.Range(0, 40));
    }

    [Fact]
    public async Task Control_ShakesTheShopAndShowsItsOrders()
    {
        await using var scope = await Start(new() { Count = 5 });

        await scope.Caller.Control("POST", "/orders/shake", """{"changes":40}""");
        var all = await scope.Caller.Control("GET", "/orders");

        all.Json.AsArray().Should().HaveCount(scope.Platform.Orders.All.Count);
        (await scope.Caller.Control("POST", "/orders/shake", """{"changes":0}"""))
            .Status.Should()
            .Be(System.Net.HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Code_Redeemed_GivesATokenThatWorksOnce()
    {
        await using var scope = await Start(new());
        var code = scope.Platform.NewCode(scope.Caller.Account);

        var first = await scope.Caller.Call("bg.open.accesstoken.create", ("code", code));
        var second = await scope.Caller.Call("bg.open.accesstoken.create", ("code", code));
        scope.Platform.ExpireTokens();
        (await scope.Caller.Call(List))["errorCode"].Should().Be("3000034");
        var third = scope.Platform.NewCode(scope.Caller.Account);
        var again = await scope.Caller.Call("bg.open.accesstoken.create", ("code", third));
        scope.Caller.Token = again["result.accessToken"];

        first["result.accessToken"].Should().NotBeNull();
        second["errorCode"].Should().Be("110020002");
        (await scope.Caller.Call("bg.open.accesstoken.info.get"))["result.regionId"].Should().Be("211");
    }

    [Theory]
    [InlineData("1", 9)]
    [InlineData("6", 1)]
    [InlineData("5", 0)]
    public async Task Goods_OfASearchType_AreThoseOnly(string type, int total)
    {
        await using var scope = await PlatformScope.Start(PlatformKind.Temu);
        var product = scope.Platform.Catalogue.Products[0];
        scope.Platform.Catalogue.Change(product.Id, one => one with { Status = ProductStatus.Deleted });

        var answer = await scope.Caller.Call("bg.local.goods.list.query", ("goodsSearchType", type));

        answer["result.total"].Should().Be($"{total}");
    }

    private static Task<PlatformScope> Start(OrderOptions orders, int seed = 1) =>
        PlatformScope.Start(
            PlatformKind.Temu,
            new PlatformOptions
            {
                Products = 5,
                Orders = orders,
                Seed = seed,
            }
        );

    private static async Task<IReadOnlyList<ShopOrder>> Changed(int seed)
    {
        await using var scope = await Start(new() { Count = 40, ChangesPerPage = 30 }, seed);
        for (var page = 1; page <= 4; page++)
        {
            await scope.Caller.Call(List, ("pageNumber", $"{page}"));
        }

        return scope.Platform.Orders.All;
    }

    private static async Task<string?> Status(PlatformScope scope, string number) =>
        (await scope.Caller.Call(List, ("parentOrderSnList", $"[\"{number}\"]")))[
            "result.pageItems.0.parentOrderMap.parentOrderStatus"
        ];
}
