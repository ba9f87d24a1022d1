using System.Globalization;
using Integration.Platforms;
using Integration.Sandbox.Platforms;

namespace Integration.Collections;

/// <summary>Collecting from platforms that check signatures, count calls and go wrong on demand, through the real connectors.</summary>
public sealed class SandboxCollectionTests(StorageFixture fixture)
{
    private const string Missing = "70000007";

    public static TheoryData<PlatformKind, string> Apps =>
        new()
        {
            { PlatformKind.Taobao, "affiliate" },
            { PlatformKind.Alibaba1688, "cross_border" },
            { PlatformKind.Pinduoduo, "affiliate" },
            { PlatformKind.AliExpress, "dropshipper" },
        };

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Collection_OfAFifthOfFaults_FindsNearlyAllAndExplainsTheRest(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(
            kind,
            app,
            products: 200,
            FaultPlan.Of(FaultKind.Transient, 0.2)
        );
        await using var scope = await Open(platform);
        await scope.Storage.Subscribe("erp", ["product.*"]);
        var ids = IdsOf(platform);
        var row = await scope.Begin(
            new CollectionRequest
            {
                Account = platform.Account.AccountId,
                Ids = ids[..100],
                // A few are named both ways.
                Links = [.. ids[90..].Select((id, n) => Link(kind, id, n))],
            }
        );

        var ended = await scope.RunToTheEnd(row);

        ended.Total.Should().Be(210);
        (ended.Collected + ended.Unchanged + ended.Fresh).Should().BeGreaterThanOrEqualTo(200);
        (await scope.Storage.Scalar<long>("select count(*) from collection_items where status = 4 and detail is null"))
            .Should()
            .Be(0, "every failure has a reason");
        var products = await scope.Storage.Scalar<long>("select count(*) from collected_products");
        (await scope.Events()).Should().Be(products).And.BeGreaterThanOrEqualTo(190);
        (await scope.Storage.Scalar<long>("select count(*) from deliveries where subscriber_id = 'erp'"))
            .Should()
            .Be(products);
        platform.Sandbox.Counts.ByCall.Values.Sum(one => one.Faults.Values.Sum()).Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Collection_OfTheSameWithinMaxAge_MakesNoCall(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app, products: 20);
        await using var scope = await Open(platform);
        var ids = IdsOf(platform);
        await scope.RunToTheEnd(await Begin(scope, platform, ids));
        platform.Sandbox.Counts.Total.Should().BePositive();
        platform.Sandbox.ResetCounts();

        var ended = await scope.RunToTheEnd(await Begin(scope, platform, ids));

        (ended.State, ended.Fresh, ended.Calls).Should().Be((CollectionState.Completed, 20, 0L));
        platform.Sandbox.Counts.Total.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Collection_AfterAPriceChanged_MakesAnUpdateThatSaysSo(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app, products: 5);
        await using var scope = await Open(platform);
        var ids = IdsOf(platform);
        await scope.RunToTheEnd(await Begin(scope, platform, ids));
        platform.Sandbox.Catalogue.Change(
            platform.First.Id,
            product => product with { Variants = [.. product.Variants.Select(one => one with { PriceFen = 123_45 })] }
        );
        scope.Time.Advance(TimeSpan.FromHours(2));

        var ended = await scope.RunToTheEnd(await Begin(scope, platform, ids));

        (ended.Collected, ended.Unchanged).Should().Be((1, 4));
        (await scope.Events("product.updated")).Should().Be(1);
        var changes = await scope.Storage.Scalar<string>(
            "select changes::text from collected_product_versions where version = 2"
        );
        changes.Should().Contain("prices");
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Collection_OfAProductThatDoesNotExist_SaysSo(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app, products: 3);
        await using var scope = await Open(platform);
        var row = await Begin(scope, platform, [Missing, .. IdsOf(platform)]);

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Collected, ended.Failed).Should().Be((CollectionState.Completed, 3, 1));
        var item = (await scope.Desk.Items(row.Shown.Id))[0];
        (item.FailureReason, item.Attempts).Should().Be(((FailureReason?)FailureReason.Gone, 1));
        item.Detail.Should().Contain(Missing);
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public async Task Collection_OfWebPagesInPlaceOfAnswers_IsNotGoneButGivenUp(PlatformKind kind, string app)
    {
        await using var platform = await ConnectedPlatform.Start(kind, app, products: 2);
        await using var scope = await Open(platform);
        platform.Sandbox.Faults = FaultPlan.Of(FaultKind.Html, 1);
        var row = await Begin(scope, platform, IdsOf(platform));

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Failed).Should().Be((CollectionState.Completed, 2));
        (await scope.Desk.Items(row.Shown.Id))
            .Should()
            .OnlyContain(item =>
                item.FailureReason == FailureReason.InvalidAnswer
                && item.Detail!.StartsWith("Given up after 5 attempts.", StringComparison.Ordinal)
            );
    }

    [Theory]
    [InlineData(PlatformKind.Taobao, "https://s.click.taobao.com/{0}")]
    [InlineData(PlatformKind.Taobao, "复制￥{0}￥打开")]
    [InlineData(PlatformKind.Pinduoduo, "https://p.pinduoduo.com/{0}")]
    public async Task Collection_OfLinksThatThePlatformResolves_FindsTheirProducts(PlatformKind kind, string link)
    {
        await using var platform = await ConnectedPlatform.Start(kind, "affiliate", products: 4);
        await using var scope = await Open(platform);
        string[] links =
        [
            .. platform.Sandbox.Catalogue.Products.Select(one =>
                string.Format(CultureInfo.InvariantCulture, link, ShortCodes.Of(one.Id))
            ),
            string.Format(CultureInfo.InvariantCulture, link, "Zz000000000"),
        ];
        var row = await scope.Begin(new CollectionRequest { Account = platform.Account.AccountId, Links = links });

        var ended = await scope.RunToTheEnd(row);

        (ended.Collected, ended.Failed).Should().Be((4, 1));
        var items = await scope.Desk.Items(row.Shown.Id);
        items.Take(4).Select(static item => item.ProductId).Should().Equal(IdsOf(platform));
        items[4].FailureReason.Should().Be(FailureReason.InvalidRequest);
    }

    [Theory]
    [InlineData(PlatformKind.Taobao)]
    [InlineData(PlatformKind.Alibaba1688)]
    [InlineData(PlatformKind.Pinduoduo)]
    public async Task Collection_OfTheOwnShop_FindsEachProductOnce(PlatformKind kind)
    {
        await using var platform = await ConnectedPlatform.Start(
            kind,
            "seller",
            products: 70,
            FaultPlan.Of(FaultKind.Transient, 0.1)
        );
        await using var scope = await Open(platform);
        var row = await scope.Begin(new CollectionRequest { Account = platform.Account.AccountId, Shop = true });

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Total, ended.Collected).Should().Be((CollectionState.Completed, 70, 70));
        (await scope.Events()).Should().Be(70);
    }

    private static string[] IdsOf(ConnectedPlatform platform) =>
        [.. platform.Sandbox.Catalogue.Products.Select(one => one.Id.ToString(CultureInfo.InvariantCulture))];

    private static string Link(PlatformKind kind, string id, int n) =>
        (kind, n % 3) switch
        {
            (PlatformKind.Taobao, 0) => $"https://item.taobao.com/item.htm?id={id}",
            (PlatformKind.Taobao, 1) => $"看看这个 https://detail.tmall.com/item.htm?id={id}&skuId=5 ！",
            (PlatformKind.Taobao, _) => $"h5.m.taobao.com/awp/core/detail.htm?id={id}",
            (PlatformKind.Alibaba1688, 0) => $"https://detail.1688.com/offer/{id}.html?spm=a",
            (PlatformKind.Alibaba1688, 1) => $"m.1688.com/offer/{id}.html",
            (PlatformKind.Alibaba1688, _) => $"https://detail.m.1688.com/page/index.html?offerId={id}",
            (PlatformKind.Pinduoduo, 0) => $"https://mobile.yangkeduo.com/goods.html?goods_id={id}",
            (PlatformKind.Pinduoduo, 1) => $"https://mobile.yangkeduo.com/goods2.html?goods_id={id}",
            (PlatformKind.Pinduoduo, _) => $"https://mobile.pinduoduo.com/goods1.html?goods_id={id}",
            (_, 0) => $"https://www.aliexpress.com/item/{id}.html",
            (_, 1) => $"https://es.aliexpress.com/item/una-taza/{id}.html",
            _ => $"https://m.aliexpress.com/i/{id}.html",
        };

    private Task<CollectionScope> Open(ConnectedPlatform platform) =>
        CollectionScope.Open(fixture, platform.Connector, platform.Account);

    private static Task<CollectionRow> Begin(CollectionScope scope, ConnectedPlatform platform, string[] ids) =>
        scope.Begin(new CollectionRequest { Account = platform.Account.AccountId, Ids = ids });
}
