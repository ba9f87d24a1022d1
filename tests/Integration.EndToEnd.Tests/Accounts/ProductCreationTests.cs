using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Sandbox.Platforms;

namespace Integration.Accounts;

/// <summary>Creating products over HTTP at a platform that checks everything itself and counts its calls.</summary>
[Collection(AccountHub.Name)]
public sealed class ProductCreationTests(AccountHub hub)
{
    private const string Call = "pdd.goods.add";

    private SandboxPlatform Pinduoduo => hub.Platform(PlatformKind.Pinduoduo);

    private long Calls => Pinduoduo.Counts.Of(Call).Calls;

    [Fact]
    public async Task Products_OfWhichOneIsBad_GiveOneFailureAndAreMadeOnce()
    {
        var (id, _) = await hub.Create(PlatformKind.Pinduoduo);
        var (calls, products) = (Calls, Pinduoduo.Catalogue.Products.Count);
        // Dearer than the platform takes.
        var body = Body(Product("good-1"), Product("bad-2", marketFen: 2_000_000_000), Product("good-3"));

        var answer = await hub.Api.Post(Path(id), body, $"create-{id}");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        (Number(answer.Json, "created"), Number(answer.Json, "failed")).Should().Be((2, 1), answer.Text);
        var results = answer.Json["results"]!.AsArray();
        results.Select(one => $"{one!["seller_code"]}").Should().Equal("good-1", "bad-2", "good-3");
        results.Select(one => one!["id"] is not null).Should().Equal(true, false, true);
        results[1]!["failure"]!["kind"]!.GetValue<string>().Should().Be("permanent");
        results[1]!["failure"]!["detail"]!.GetValue<string>().Should().Contain("market_price");
        results[1]!["may_exist"]!.GetValue<bool>().Should().BeFalse();
        Calls.Should().Be(calls + 3, "each was sent once");
        Pinduoduo.Catalogue.Products.Should().HaveCount(products + 2);
        var made = Pinduoduo.Catalogue.Find(long.Parse($"{results[0]!["id"]}", CultureInfo.InvariantCulture))!;
        (made.TitleIn("zh"), made.Variants[0].PriceFen, made.Variants[0].Stock).Should().Be(("新品 good-1", 1990L, 7L));

        var repeat = await hub.Other.Post(Path(id), body, $"create-{id}");

        repeat.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        JsonNode.DeepEquals(repeat.Json, answer.Json).Should().BeTrue(repeat.Text);
        Calls.Should().Be(calls + 3, "and the repeat not at all");
        var audit = await hub.Api.Read($"/api/v1/audit?target=account/{id}");
        audit["data"]!
            .AsArray()
            .Select(entry => $"{entry!["action"]}")
            .Should()
            .Equal("product.created", "product.create", "account.create");
    }

    [Fact]
    public async Task Products_ThatCannotBeSent_AreRefusedWithoutACall()
    {
        var (id, _) = await hub.Create(PlatformKind.Pinduoduo);
        var calls = Calls;

        (await hub.Api.Post(Path("nobody"), Body(Product("A")))).Problem.Should().Be("not-found");
        var faulty = await hub.Api.Post(Path(id), Body(Product("A"), Product("A")));
        faulty.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        faulty.Json["errors"]!.AsObject().Select(static one => one.Key).Should().Equal("products[1].seller_code");
        var (temu, _) = await hub.Create(PlatformKind.Temu);
        var none = await hub.Api.Post(Path(temu), Body(Product("A")));
        (none.Status, none.Problem).Should().Be((HttpStatusCode.Conflict, "product-not-writable"));

        // What only the platform asks for its connector checks: each of them is named, and that is the product's result.
        var bare = Product("A");
        bare.Remove("platform_fields");
        var told = await hub.Api.Post(Path(id), Body(bare));
        var detail = $"{told.Json["results"]![0]!["failure"]!["detail"]}";
        detail.Should().Contain("platform_fields.cat_id").And.Contain("platform_fields.cost_template_id");
        await hub.Api.Patch($"/api/v1/platform-accounts/{id}", """{"enabled":false}""");
        await Eventually.Holds(
            async () =>
                (await hub.Api.Post(Path(id), Body(bare))) is { Status: HttpStatusCode.Conflict } refused
                && refused.Problem == "account-unusable",
            "the account to be known as disabled"
        );
        Calls.Should().Be(calls);
    }

    private static string Path(string account) => $"/api/v1/platform-accounts/{account}/products";

    private static int Number(JsonNode answer, string name) => answer[name]!.GetValue<int>();

    private static string Body(params JsonObject[] products) =>
        new JsonObject
        {
            ["products"] = new JsonArray([.. products.Select(static one => one.DeepClone())]),
        }.ToJsonString();

    private static JsonObject Product(string code, long marketFen = 4400) =>
        JsonSerializer
            .SerializeToNode(
                new
                {
                    seller_code = code,
                    titles = new[] { new { language = "zh", text = $"新品 {code}" } },
                    images = new[] { "https://img.sandbox.test/new.jpg" },
                    variants = new[]
                    {
                        new
                        {
                            seller_code = $"{code}-1",
                            price = new { amount = 19.9m, currency = "CNY" },
                            regular_price = new { amount = 22m, currency = "CNY" },
                            stock = 7,
                            image = "https://img.sandbox.test/sku.jpg",
                        },
                    },
                    platform_fields = new
                    {
                        cat_id = 50010850,
                        cost_template_id = 1,
                        market_price = marketFen,
                        detail_gallery = new[] { "https://img.sandbox.test/detail.jpg" },
                        is_folt = true,
                        is_pre_sale = false,
                        is_refundable = true,
                        second_hand = false,
                        shipment_limit_second = 86400,
                        sku_list = new[] { new { spec_id_list = new[] { 20, 5 }, weight = 100 } },
                    },
                }
            )!
            .AsObject();
}
