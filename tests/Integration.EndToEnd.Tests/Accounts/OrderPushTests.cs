using System.Net;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms;

namespace Integration.Accounts;

/// <summary>Placing orders over HTTP at a platform that checks everything itself and would make a second one of a repeat.</summary>
[Collection(AccountHub.Name)]
public sealed class OrderPushTests(AccountHub hub)
{
    private const string Call = "com.alibaba.trade/alibaba.trade.fastCreateOrder";

    private SandboxPlatform Platform => hub.Platform(PlatformKind.Alibaba1688);

    private long Calls => Platform.Counts.Of(Call).Calls;

    [Fact]
    public async Task Orders_OfWhichAnAnswerIsLost_AreSentAgainAndPlacedOnce()
    {
        var (id, _) = await hub.Create(PlatformKind.Alibaba1688);
        var calls = Calls;
        Platform.FailNext(FaultKind.Truncated, count: 1, Call);

        var lost = await hub.Api.Post(Path(id), Body(Order("T-1", Variant)));

        lost.Status.Should().Be(HttpStatusCode.OK, lost.Text);
        lost.Json["results"]![0]!["may_exist"]!.GetValue<bool>().Should().BeTrue(lost.Text);
        Calls.Should().Be(calls + 1, "it may have been placed, so nothing repeats it");

        // Whoever sent it sends it again, with others.
        var answer = await hub.Other.Post(
            Path(id),
            Body(Order("T-1", Variant), Order("T-2", Variant), Order("T-3", "nospec"))
        );

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        (Number(answer.Json, "placed"), Number(answer.Json, "failed")).Should().Be((2, 1), answer.Text);
        var results = answer.Json["results"]!.AsArray();
        results.Select(one => one!["existed"]!.GetValue<bool>()).Should().Equal(true, false, false);
        results.Select(one => one!["platform_numbers"]!.AsArray().Count).Should().Equal(1, 1, 0);
        results[1]!["total"]!["currency"]!.GetValue<string>().Should().Be("CNY");
        results[2]!["failure"]!["code"]!.GetValue<string>().Should().Be("500_002");
        results[2]!["may_exist"]!.GetValue<bool>().Should().BeFalse();
        Calls.Should().Be(calls + 3, "what was there was not placed again");
        var audit = await hub.Api.Read($"/api/v1/audit?target=account/{id}");
        audit.ToJsonString().Should().NotContain("网商路").And.Contain("T-2");
    }

    [Fact]
    public async Task Orders_ThatCannotBePlaced_AreRefusedWithoutACall()
    {
        var (id, _) = await hub.Create(PlatformKind.Alibaba1688);
        var calls = Calls;
        (await hub.Api.Post(Path("nobody"), Body(Order("A", "s")))).Problem.Should().Be("not-found");
        var faulty = await hub.Api.Post(Path(id), Body(Order("A", "s"), Order("A", "s")));
        faulty.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        faulty.Json["errors"]!.AsObject().Select(static one => one.Key).Should().Equal("orders[1].number");
        var (temu, _) = await hub.Create(PlatformKind.Temu);
        var none = await hub.Api.Post(Path(temu), Body(Order("A", "s")));
        (none.Status, none.Problem).Should().Be((HttpStatusCode.Conflict, "order-not-placeable"));
        Calls.Should().Be(calls);
    }

    private long Product => Platform.Catalogue.Products[0].Id;

    // The sandbox's ids; a collected product has them, and the connector asks what an order calls them.
    private string Variant => $"{Platform.Catalogue.Products[0].Variants[0].Id}";

    private static string Path(string account) => $"/api/v1/platform-accounts/{account}/orders";

    private static int Number(JsonNode answer, string name) => answer[name]!.GetValue<int>();

    private static string Body(params JsonObject[] orders) =>
        new JsonObject { ["orders"] = new JsonArray([.. orders.Select(static one => one.DeepClone())]) }.ToJsonString();

    private JsonObject Order(string number, string variant) =>
        new()
        {
            ["number"] = number,
            ["lines"] = new JsonArray(
                new JsonObject
                {
                    ["product_id"] = $"{Product}",
                    ["variant_id"] = variant,
                    ["quantity"] = 1,
                }
            ),
            ["recipient"] = new JsonObject
            {
                ["name"] = "张三",
                ["mobile"] = "15251667788",
                ["province"] = "浙江省",
                ["city"] = "杭州市",
                ["street"] = "网商路699号",
            },
        };
}
