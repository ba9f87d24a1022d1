using Integration.Access;
using Integration.Conflicts;
using Integration.Intake;
using Integration.Lists;
using Integration.Resources;
using Integration.Sync;

namespace Integration.Shops;

public sealed class ShopTableTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_AndFind_ShowTheShopWithHowFarItIsSynced()
    {
        await using var scope = await fixture.Open();
        var (table, desk) = (new ShopTable(scope.Database), new SyncDesk(scope));
        await Write(scope, Shop(SyncDesk.Shop, scope.Now));
        await desk.Run(SyncMode.Full, SyncDesk.Order("PO-1"));

        var shop = (await table.Find(SyncDesk.Shop, Ct))!;

        (shop.Name, shop.Account, shop.TimeZone, shop.Enabled, shop.Paused)
            .Should()
            .Be((SyncDesk.Shop, "account-1", "Europe/Berlin", true, (ShopPause?)null));
        var state = shop.Syncs.Should().ContainSingle().Subject;
        (state.Kind, state.Status, state.LastFullSync)
            .Should()
            .Be((SyncKind.Orders, SyncRunState.Completed, (DateTimeOffset?)scope.Now));
        (await table.Find("other", Ct)).Should().BeNull();
    }

    [Fact]
    public async Task Pause_StaysSinceTheFirstOne_UntilItIsResumed_WithoutANewVersion()
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        await Write(scope, Shop("a", scope.Now));
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        (await ShopTable.Pause(connection, "a", new ShopPause(scope.Now, "By hand."), Ct)).Should().BeTrue();
        var later = new ShopPause(scope.Now + TimeSpan.FromMinutes(1), "The token is gone.");
        (await ShopTable.Pause(connection, "a", later, Ct)).Should().BeTrue();
        (await ShopTable.Pause(connection, "b", later, Ct)).Should().BeFalse();

        var paused = (await table.Find("a", Ct))!;
        (paused.Paused, paused.Version).Should().Be((new ShopPause(scope.Now, "The token is gone."), 1L));
        (await ShopTable.Resume(connection, "a", Ct)).Should().BeTrue();
        (await ShopTable.Resume(connection, "a", Ct)).Should().BeFalse();
        (await table.Find("a", Ct))!.Paused.Should().BeNull();
    }

    [Fact]
    public async Task WaitForAccount_OfAShopThatAPersonPaused_LeavesItsPause()
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        await Write(scope, Shop("a", scope.Now));
        await scope.AddAccount("account-1", refusedFor: null);
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        await ShopTable.Pause(connection, "a", new ShopPause(scope.Now, "Holidays."), Ct);
        var refusal = new ShopRefusal("The token is gone.", scope.Now - TimeSpan.FromDays(1));

        (await ShopTable.WaitForAccount(connection, "a", refusal, scope.Now, Ct)).Should().BeFalse();
        (await ShopTable.WaitForAccount(connection, "b", refusal, scope.Now, Ct)).Should().BeFalse();

        (await table.Find("a", Ct))!.Paused.Should().Be(new ShopPause(scope.Now, "Holidays."));
        (await table.Mended(10, Ct)).Should().BeEmpty("a person ends it");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(null, true)]
    public async Task Mended_IsByTheCredentialsThatWereRefused_NotByWhenThePauseWasWritten(int? seconds, bool isMended)
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        await Write(scope, Shop("a", scope.Now));
        await scope.AddAccount("account-1", refusedFor: null);
        var refused = seconds is { } after ? scope.Now.AddSeconds(after) : (DateTimeOffset?)null;
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var later = scope.Now + TimeSpan.FromMinutes(1);

        (await ShopTable.WaitForAccount(connection, "a", new ShopRefusal("No.", refused), later, Ct)).Should().BeTrue();

        (await table.Find("a", Ct))!.Paused.Should().Be(new ShopPause(later, "No.") { WaitsForAccount = true });
        (await table.Mended(10, Ct)).Should().Equal(isMended ? ["a"] : Array.Empty<string>());
        await ShopTable.Resume(connection, "a", Ct);
        (await table.Mended(10, Ct)).Should().BeEmpty();
    }

    [Fact]
    public async Task Mended_OfAShopThatWasMovedToAnotherAccount_IsAtOnce()
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        var row = Shop("a", scope.Now);
        await Write(scope, row);
        // Nobody has touched the other one since the refusal.
        await scope.AddAccount("account-2", refusedFor: null);
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var refusal = new ShopRefusal("No.", scope.Now);
        await ShopTable.WaitForAccount(connection, "a", refusal, scope.Now + TimeSpan.FromMinutes(1), Ct);

        await Write(scope, row with { Version = 2, Settings = row.Settings with { Account = "account-2" } });

        (await table.Mended(10, Ct)).Should().Equal("a");
    }

    [Fact]
    public async Task Mended_OfAPersonsPauseThatWaits_IsByItsTime()
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        await Write(scope, Shop("a", scope.Now));
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var pause = new ShopPause(scope.Now, "New token on Monday.") { WaitsForAccount = true };
        await ShopTable.Pause(connection, "a", pause, Ct);
        await scope.AddAccount("account-1", refusedFor: null);
        (await table.Mended(10, Ct)).Should().BeEmpty();

        await scope.Execute(
            "update platform_accounts set updated_at = @at",
            new { at = scope.Now.AddSeconds(1).UtcDateTime }
        );

        (await table.Mended(10, Ct)).Should().Equal("a");
    }

    [Fact]
    public async Task Write_OfANewVersion_LeavesThePauseAsItIs()
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        var row = Shop("a", scope.Now);
        await Write(scope, row);
        await using (var connection = await scope.Database.Reads.OpenConnectionAsync(Ct))
        {
            await ShopTable.Pause(connection, "a", new ShopPause(scope.Now, "By hand."), Ct);
        }

        await Write(scope, row with { Version = 2, Settings = row.Settings with { Name = "Shop A" } });

        (await table.Find("a", Ct)).Should().Match<ShopResource>(one => one.Name == "Shop A" && one.Paused != null);
    }

    [Fact]
    public async Task List_FiltersAndGoesPageByPage()
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        await Write(scope, Shop("a", scope.Now, "account-2", enabled: false));
        await Write(scope, Shop("b", scope.Now + TimeSpan.FromSeconds(1)));
        await Write(scope, Shop("c", scope.Now + TimeSpan.FromSeconds(1)));
        await using (var connection = await scope.Database.Reads.OpenConnectionAsync(Ct))
        {
            await ShopTable.Pause(connection, "b", new ShopPause(scope.Now, "By hand."), Ct);
        }

        var first = await table.List(new PageRequest(2, null), Ct);
        first.Data.Select(one => one.Id).Should().Equal("c", "b");
        (await table.List(new PageRequest(2, first.After), Ct)).Data.Select(one => one.Id).Should().Equal("a");
        (await Ids(new ShopFilter("account-2"))).Should().Equal("a");
        (await Ids(new ShopFilter(Enabled: true))).Should().Equal("c", "b");
        (await Ids(new ShopFilter(Paused: true))).Should().Equal("b");
        (await Ids(new ShopFilter(Paused: false))).Should().Equal("c", "a");

        async Task<IEnumerable<string>> Ids(ShopFilter filter) =>
            (await table.List(filter, new PageRequest(10, null), Ct)).Data.Select(one => one.Id);
    }

    [Fact]
    public async Task IsTaken_BetweenShopsSourcesAndKeys_NobodyGetsTheSourceOfAnother()
    {
        await using var scope = await fixture.Open();
        var table = new ShopTable(scope.Database);
        await Write(scope, Shop("a", scope.Now));
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);

        (await new SourceTable(scope.Database).IsTaken(connection, "a", Ct)).Should().BeTrue();
        (await new SourceTable(scope.Database).IsTaken(connection, "b", Ct)).Should().BeFalse();
        var draft = new ApiKeyDraft("a", Role.Sender, []);
        (await ApiKeyStore.Create(connection, draft, scope.Now, Ct)).Problem!.Slug.Should().Be("already-exists");
        (await ApiKeyStore.Create(connection, draft with { Name = "b" }, scope.Now, Ct)).Succeeded.Should().BeTrue();
        (await table.IsTaken(connection, "b", Ct)).Should().BeTrue();
        (await table.IsTaken(connection, "c", Ct)).Should().BeFalse();
        (await table.IsTaken(connection, "alerts", Ct)).Should().BeTrue();
    }

    [Fact]
    public async Task Delete_LeavesNothingThatAShopOfTheSameIdWouldFind()
    {
        await using var scope = await fixture.Open();
        var desk = await ConflictDesk.Open(scope);
        await desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"));
        await desk.SetPolicy(ConflictPolicyKind.ByHand);
        await desk.Edit("""{"title":"Mug"}""", "1");
        await desk.Edit("""{"title":"Mug"}""", "2");
        scope.Now += TimeSpan.FromMinutes(1);
        await desk.Sync(ConflictDesk.Item("1", "Glass"));
        (await desk.All(new ConflictFilter(State: ConflictState.Open))).Should().ContainSingle();
        await scope.Execute(
            "update products set missing_since = @At, missing_generation = 1",
            new { At = scope.Now.UtcDateTime }
        );
        var table = new ShopTable(scope.Database);
        var shop = (await table.FindRow(ConflictDesk.Shop, Ct))!;
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);

        (await table.Delete(connection, shop with { Version = shop.Version + 1 }, Ct)).Should().BeTrue();

        (await desk.TheEdits()).Should().BeEmpty();
        (await desk.All()).Should().ContainSingle().Which.State.Should().Be(ConflictState.Obsolete);
        (await scope.Scalar<long>("select count(*) from products where edited or missing_since is not null"))
            .Should()
            .Be(0);
        foreach (var owned in (string[])["conflict_policies", "sync_states", "sync_seen", "record_failures"])
        {
            (await scope.Scalar<long>($"select count(*) from {owned}")).Should().Be(0, owned);
        }
    }

    private static ResourceRow<ShopSettings> Shop(
        string id,
        DateTimeOffset at,
        string account = "account-1",
        bool enabled = true
    ) =>
        new()
        {
            Id = id,
            Settings = new ShopSettings
            {
                Id = id,
                Account = account,
                TimeZone = "Europe/Berlin",
                Enabled = enabled,
            },
            Version = 1,
            CreatedAt = at,
            UpdatedAt = at,
        };

    private static async Task Write(StorageScope scope, ResourceRow<ShopSettings> row)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        (await new ShopTable(scope.Database).Write(connection, row, CancellationToken.None)).Should().BeTrue();
    }
}
