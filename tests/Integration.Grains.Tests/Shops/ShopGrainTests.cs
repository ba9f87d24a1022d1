using Integration.Access;
using Integration.Accounts;
using Integration.Catalogue;
using Integration.Enrichment;
using Integration.Resources;
using Integration.Secrets;
using Integration.Sync;
using Integration.Time;
using NSubstitute;

namespace Integration.Shops;

public sealed class ShopGrainTests(StorageFixture fixture)
{
    private static readonly ShopRefusal s_refusal = new("The token is gone.", StorageFixture.Now);
    private static readonly WriteContext s_sync = new("sync", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitForAccount_OfAShopThatAPersonPaused_ChangesNothing()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        var grain = await Grain(scope);
        await grain.Pause(new ShopPauseRequest("Holidays."), new WriteContext("person", null), Ct);

        var waits = await grain.WaitForAccount(s_refusal, s_sync, Ct);

        (waits.Value!.Paused!.Reason, waits.Value.Paused.WaitsForAccount).Should().Be(("Holidays.", false));
        (await Audit(scope)).Should().Be(1);
    }

    [Fact]
    public async Task WaitForAccount_IsAPauseOfTheSyncs_AndWrittenOnce()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        var grain = await Grain(scope);

        var first = await grain.WaitForAccount(s_refusal, s_sync, Ct);
        var second = await grain.WaitForAccount(s_refusal with { Reason = "Again." }, s_sync, Ct);

        first
            .Value!.Paused.Should()
            .Be(new ShopPause(scope.Clock.UtcNow(), s_refusal.Reason) { WaitsForAccount = true });
        second.Value!.Paused.Should().Be(first.Value.Paused);
        (await Audit(scope)).Should().Be(1);
        await grain.Pause(new ShopPauseRequest("Holidays."), new WriteContext("person", null), Ct);
        (await scope.Shops.Find(SyncScope.Shop, Ct))!
            .Paused.Should()
            .Be(first.Value.Paused! with { Reason = "Holidays.", WaitsForAccount = false });
    }

    [Fact]
    public async Task Resume_WakesSyncsAndEnrichmentNow()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        var (grains, packages) = (Substitute.For<IGrainFactory>(), Substitute.For<IEnrichmentGrain>());
        grains.GetGrain<IEnrichmentGrain>(SyncScope.Shop).Returns(packages);
        var grain = await Grain(scope, grains);
        await grain.Pause(new ShopPauseRequest("Holidays."), new WriteContext("person", null), Ct);

        (await grain.Resume(new WriteContext("person", null), Ct)).Value!.Paused.Should().BeNull();

        await packages.Received(1).WakeNow(Arg.Any<CancellationToken>());
        await grains
            .GetGrain<ISyncGrain>(ISyncGrain.KeyOf(SyncScope.Shop, SyncKind.Orders))
            .Received()
            .Wake(Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task ResumeMended_ThatComesAfterAPersonsPause_LeavesIt()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        var grain = await Grain(scope);
        await grain.WaitForAccount(s_refusal, s_sync, Ct);
        (await grain.ResumeMended(s_sync, Ct)).Value!.Paused.Should().BeNull();
        await grain.WaitForAccount(s_refusal, s_sync, Ct);
        await grain.Pause(new ShopPauseRequest("Holidays."), new WriteContext("person", null), Ct);

        var late = await grain.ResumeMended(s_sync, Ct);

        late.Value!.Paused!.Reason.Should().Be("Holidays.");
        (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused!.Reason.Should().Be("Holidays.");
    }

    private static Task<long> Audit(SyncScope scope) =>
        scope.Storage.Scalar<long>("select count(*) from audit where action = 'shop.pause'");

    private static async Task<ShopGrain> Grain(SyncScope scope, IGrainFactory? grains = null)
    {
        var (kind, catalogue) = (new ShopKind(scope.Options), new ConnectorCatalogue([scope.Book]));
        var transaction = new ConfigurationTransaction(scope.Storage.Database, scope.Clock, new UuidV7Generator());
        var desk = new ResourceDesk<ShopSettings, NoShopSecrets, ShopResource>(
            kind,
            scope.Shops,
            transaction,
            new SecretVault(KeyRing.Parse(KeyRing.CreateText("k1"))),
            scope.Clock
        );
        var accounts = new ShopAccounts(new AccountTable(scope.Storage.Database), catalogue);
        var grain = new ShopGrain(desk, kind, accounts, scope.Shops, transaction).At(SyncScope.Shop, grains);
        await grain.OnActivateAsync(Ct);
        return grain;
    }
}
