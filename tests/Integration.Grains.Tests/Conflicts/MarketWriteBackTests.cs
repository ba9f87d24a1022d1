using Integration.Market;
using Integration.Platforms;
using Integration.Sync;

namespace Integration.Conflicts;

public sealed class MarketWriteBackTests(StorageFixture fixture)
{
    private static readonly AccountCredentials s_account = new(
        ConflictDesk.Account,
        MarketServer.App,
        MarketServer.Secret
    )
    {
        AccessToken = MarketServer.Token,
    };

    [Fact]
    public async Task Edits_ThatWin_ReachThePlatformOnceAndItsEchoEndsThem()
    {
        await using var storage = await fixture.Open();
        await using var server = await MarketServer.Start(TimeProvider.System);
        server.Shop.Fill(3);
        await using var scope = await OwedScope.Open(
            storage,
            services => services.AddMarket(market => market.ApiUrl = server.Url),
            s_account
        );
        await scope.Desk.SetPolicy(ConflictPolicyKind.LocalWins);
        await SyncAll(scope);
        foreach (var id in (string[])["1", "2", "3"])
        {
            var patch = """{"title":"杯#","variants":{"1":{"stock":7}}}""";
            await scope.Desk.Edit(patch.Replace("#", id, StringComparison.Ordinal), id);
        }

        // Sold at the platform meanwhile: both sides have changed the stock of one.
        server.Shop.SetStock([
            new System.Text.Json.Nodes.JsonObject
            {
                ["product"] = "2",
                ["variant"] = "1",
                ["quantity"] = 4,
            },
        ]);
        await SyncAll(scope);
        (await scope.Desk.All()).Should().ContainSingle().Which.Taken.Should().Be(ConflictTake.Local);

        await scope.WriteAll();
        await SyncAll(scope);
        await scope.WriteAll();

        (server.CallsOf("product.update"), server.CallsOf("stock.set")).Should().Be((1, 1), "three share a call");
        foreach (var id in (string[])["1", "2", "3"])
        {
            server.Shop.StockOf(id).Should().Be(7);
            (await scope.Desk.Edits.Find(ConflictDesk.Shop, id, CancellationToken.None))!.Edits.Should().BeEmpty();
        }

        var conflict = (await scope.Desk.All()).Should().ContainSingle().Subject;
        (conflict.Local, conflict.Remote).Should().Be((ConflictDesk.Stock(7), ConflictDesk.Stock(4)));
        conflict.WrittenAt.Should().NotBeNull();
        server.Refused.Should().Be(0);
    }

    [Fact]
    public async Task Edit_WhoseAnswerWasLost_IsWrittenAgainToTheSameEnd()
    {
        await using var storage = await fixture.Open();
        await using var server = await MarketServer.Start(TimeProvider.System);
        server.Shop.Fill(1);
        await using var scope = await OwedScope.Open(
            storage,
            services => services.AddMarket(market => market.ApiUrl = server.Url),
            s_account
        );
        await SyncAll(scope);
        await scope.Desk.Edit("""{"variants":{"1":{"stock":7}}}""");
        (server.CutCall, server.CutAnswers) = ("stock.set", 1);
        await scope.WriteAll();
        (await scope.Desk.TheEdit())!.State.Should().Be(ProductEditState.Written, "it was asked again at once");

        await SyncAll(scope);
        await scope.WriteAll();

        (await scope.Desk.TheEdit()).Should().BeNull("the list tells that it was done");
        server.CallsOf("stock.set").Should().Be(2);
    }

    private static async Task SyncAll(OwedScope scope)
    {
        var connector = (IProductDetails)scope.Catalogue.Connectors.Single();
        var list = await ((IProductList)connector).ListProducts(
            s_account,
            new(),
            TestContext.Current.CancellationToken
        );
        list.Failure.Should().BeNull();
        string[] ids = [.. list.Value!.Items.Select(static one => one.Id)];
        var told = await connector.GetProducts(s_account, new ProductQuery(ids), TestContext.Current.CancellationToken);
        await scope.Desk.Sync([.. told.Select(static one => SyncRecord.Of(one.Outcome.Value!))]);
    }
}
