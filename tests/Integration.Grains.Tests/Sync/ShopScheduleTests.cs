using Integration.Orders;
using Integration.Platforms;
using Integration.Shops;

namespace Integration.Sync;

/// <summary>Runs by schedule, pauses and what goes on by itself, with rows as two silos would share them.</summary>
public sealed class ShopScheduleTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_revoked = new(
        FailureKind.Unauthorised,
        FailureReason.AuthorisationLost,
        "The shop has withdrawn the authorisation."
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_Shop_IsPlannedAndReadAtOnce()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 4);
        (await Starts(scope)).Should().Equal(SyncKind.Orders, SyncKind.Products);

        (await StartDue(scope)).Should().BeTrue();
        (await StartDue(scope, SyncKind.Products)).Should().BeFalse("its platform lists no products");

        (await Starts(scope)).Should().BeEmpty("what runs is left alone");
        (await Work(scope)).Created.Should().Be(4);
        var state = (await scope.State()).Shown;
        state.NextFull.Should().Be(new DateTimeOffset(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));
        state.NextIncremental.Should().BeAfter(scope.Clock.UtcNow());
    }

    [Fact]
    public async Task Missed_Runs_ComeOnceAndAsOne()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 4);
        await StartDue(scope);
        await Work(scope);
        scope.Time.Advance(TimeSpan.FromDays(3));

        (await StartDue(scope)).Should().BeTrue();
        (await Work(scope))
            .Should()
            .Match<SyncRunResource>(run => run.Mode == SyncMode.Full && run.StartedBy == "schedule");

        (await Starts(scope)).Should().NotContain(SyncKind.Orders);
        (await StartDue(scope)).Should().BeFalse("the incremental ones are covered, and what was missed comes once");
        (await scope.Storage.Scalar<long>("select count(*) from sync_runs")).Should().Be(2);
    }

    [Fact]
    public async Task Due_AfterTheClockWasSetBack_DoesNotWaitUntilItHasCaughtUp()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 4);
        scope.Clock.Measured(scope.Clock.UtcNow().AddHours(6), TimeSpan.Zero);
        await StartDue(scope);
        await Work(scope);
        (await Starts(scope)).Should().NotContain(SyncKind.Orders);
        scope.Clock.Measured(scope.Clock.UtcNow().AddHours(-6), TimeSpan.Zero);
        (await Starts(scope)).Should().Contain(SyncKind.Orders, "it has to be planned anew");

        (await StartDue(scope)).Should().BeFalse();

        (await Starts(scope)).Should().NotContain(SyncKind.Orders);
        scope.Time.Advance(scope.Options.Every);
        (await StartDue(scope)).Should().BeTrue();
    }

    [Fact]
    public async Task Due_AtTwoSilosAtOnce_StartsOnce()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 4);
        var started = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartDue(scope)));
        started.Count(static one => one).Should().Be(1);
    }

    [Fact]
    public async Task Due_WhilePlatformIsAway_IsPutOffSoThatOthersComeFirst()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        await StartDue(scope);
        await Work(scope);
        scope.Time.Advance(TimeSpan.FromDays(1));
        scope.Accounts.Failure = new(FailureKind.Transient, FailureReason.Platform, "No tokens for now.");

        (await StartDue(scope)).Should().BeFalse();

        (await Starts(scope)).Should().NotContain(SyncKind.Orders);
        scope.Accounts.Failure = null;
        scope.Time.Advance(TimeSpan.FromMinutes(1));
        (await Starts(scope)).Should().Contain(SyncKind.Orders);
        (await StartDue(scope)).Should().BeTrue();
    }

    [Fact]
    public async Task Changed_Shop_IsPlannedAnew()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        await StartDue(scope);
        await Work(scope);
        var settings = new ShopSettings
        {
            Id = SyncScope.Shop,
            Account = SyncScope.AccountId,
            TimeZone = "Asia/Shanghai",
        };
        await scope.WriteShop(settings, version: 2);
        (await Starts(scope)).Should().Contain(SyncKind.Orders);

        (await StartDue(scope)).Should().BeFalse();

        (await scope.State())
            .Shown.NextFull.Should()
            .Be(new DateTimeOffset(2026, 11, 24, 18, 0, 0, TimeSpan.Zero), "it is 02:00 in Shanghai");
    }

    [Fact]
    public async Task Revoked_Token_PausesTheShopAndGoesOnAtItsPageOnceTheAccountIsChanged()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 9);
        var book = scope.Book;
        book.Instead = (number, _) => number == 2 ? (PlatformResult<OrderPage>)s_revoked : null;
        await StartDue(scope);
        var stands = await Work(scope);

        (stands.State, stands.Pages, stands.Error).Should().Be((SyncRunState.Running, 1L, s_revoked.Detail));
        var pause = (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused!;
        (pause.Reason, pause.WaitsForAccount).Should().Be((s_revoked.Detail, true));
        scope.Time.Advance(TimeSpan.FromDays(1));
        (await Starts(scope)).Should().BeEmpty();
        (await scope.Due.Running(10, Ct)).Should().BeEmpty();
        (await Work(scope)).Pages.Should().Be(1, "a paused shop's run stands");
        (await scope.Shops.Mended(10, Ct)).Should().BeEmpty();

        await scope.WriteAccount(version: 2);
        (await scope.Shops.Mended(10, Ct)).Should().Equal(SyncScope.Shop);
        await scope.Resume();
        (await scope.Due.Running(10, Ct)).Should().Equal((SyncScope.Shop, SyncKind.Orders));
        var ended = await Work(scope);

        (ended.State, ended.Created, ended.Error).Should().Be((SyncRunState.Completed, 9L, null));
        book.Queries[2].Should().Be(book.Queries[1], "it goes on at the page that was refused");
        (await scope.Events("order.created")).Should().Be(9);
    }

    [Fact]
    public async Task Token_StoredWhileTheOldOneIsBeingRefused_LetsTheShopGoOn()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        scope.Book.Before = async _ =>
        {
            scope.Time.Advance(TimeSpan.FromSeconds(1));
            await scope.WriteAccount(version: 2);
            scope.Time.Advance(TimeSpan.FromSeconds(1));
        };
        scope.Book.Instead = static (_, _) => s_revoked;
        await StartDue(scope);
        await Work(scope);

        (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused.Should().NotBeNull();
        (await scope.Shops.Mended(10, Ct)).Should().Equal(SyncScope.Shop);
    }

    [Fact]
    public async Task Token_RenewedDuringTheCallAndRefusedToo_LeavesTheShopPaused()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        scope.Book.Before = async _ =>
        {
            scope.Time.Advance(TimeSpan.FromSeconds(1));
            await scope.WriteAccount(version: 2);
        };
        scope.Book.Instead = (_, _) => s_revoked with { AccountChangedAt = scope.Clock.UtcNow() };
        await StartDue(scope);
        await Work(scope);

        (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused.Should().NotBeNull();
        (await scope.Shops.Mended(10, Ct)).Should().BeEmpty("it would be renewed and refused on and on");
    }

    [Fact]
    public async Task Account_ThatGivesNoCredentials_PausesTheShopAtItsFirstStart()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        scope.Accounts.Failure = s_revoked;
        (await StartDue(scope)).Should().BeFalse();
        (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused!.Reason.Should().Be(s_revoked.Detail);
    }

    [Fact]
    public async Task Start_OfAPausedShop_IsRefusedWithItsReason()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        scope.Accounts.Failure = s_revoked;
        await StartDue(scope);
        var refused = (await scope.Begin(SyncMode.Full)).Problem!;
        (refused.Slug, refused.Status).Should().Be(("shop-paused", 409));
        refused.Detail.Should().Contain(s_revoked.Detail);
    }

    [Fact]
    public async Task Full_BySchedule_ThatFailed_ComesAgainBeforeItsTime()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 1);
        scope.Book.Instead = static (_, _) => new PlatformFailure(FailureKind.Permanent, FailureReason.Platform, "No.");
        await StartDue(scope);
        (await Work(scope)).State.Should().Be(SyncRunState.Failed);
        (await scope.State()).Shown.NextFull.Should().Be(scope.Clock.UtcNow().AddHours(1));
    }

    [Fact]
    public async Task Disabled_Shop_StopsItsRun()
    {
        await using var scope = await SyncScope.OpenBook(fixture, orders: 9);
        await StartDue(scope);
        await scope.WriteShop(
            new ShopSettings
            {
                Id = SyncScope.Shop,
                Account = SyncScope.AccountId,
                Enabled = false,
            },
            version: 2
        );
        (await Work(scope)).State.Should().Be(SyncRunState.Stopped);
    }

    private static async Task<SyncKind[]> Starts(SyncScope scope) =>
        [.. (await scope.Due.Starts(scope.Clock.UtcNow(), 10, Ct)).Select(static one => one.Kind)];

    private static Task<bool> StartDue(SyncScope scope, SyncKind kind = SyncKind.Orders) =>
        scope.Plans().StartDue(SyncScope.Shop, kind, Ct);

    /// <summary>Works on the run of the shop's orders; returns the last one.</summary>
    private static async Task<SyncRunResource> Work(SyncScope scope)
    {
        await scope.Runner().Run(SyncScope.Shop, SyncKind.Orders, Ct);
        var last = (await scope.State()).Shown.Run!.Value;
        return (await scope.Runs.Find(last, scope.Clock.UtcNow(), Ct))!.Shown;
    }
}
