using Integration.Orders;
using Integration.Partitions;
using Integration.Platforms;

namespace Integration.Sync;

/// <summary>What hearing webhooks does where a connector, an account, the clock or the silo does not.</summary>
public sealed class WebhookHintTroubleTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FailureKind.Permanent, FailureReason.NotAllowed, true)]
    [InlineData(FailureKind.Unauthorised, FailureReason.AuthorisationLost, true)]
    [InlineData(FailureKind.Transient, FailureReason.Network, false)]
    public async Task Hear_WhereTheAccountCannotBeUsed_PausesTheShopUnlessThatPasses(
        FailureKind kind,
        FailureReason reason,
        bool pauses
    )
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Accounts.Failure = new(kind, reason, "It has no key.");
        await HeardShop.Receive(scope, "PO-1");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused?.Reason.Should().Be(pauses ? "It has no key." : null);
        (await HeardShop.Due(scope)).Should().HaveCount(pauses ? 0 : 1);
        scope.Accounts.Failure = null;
        if (pauses)
        {
            await scope.Resume();
        }

        await scope.Records().Hear(SyncScope.Shop, Ct);
        scope.Book.Asked.Should().Equal("PO-1");
    }

    [Fact]
    public async Task Hear_OfARefusalBeforeTheCall_PausesTheShopUntilItsAccountIsChanged()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Refusal = static _ => new(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "No token.");
        await HeardShop.Receive(scope, "PO-1");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused!.Reason.Should().Be("No token.");
        (await scope.Shops.Mended(10, Ct)).Should().BeEmpty("it is the account that was refused");
        await scope.WriteAccount(version: 2);
        (await scope.Shops.Mended(10, Ct)).Should().Equal(SyncScope.Shop);
    }

    [Fact]
    public async Task Hear_OfARecordAtWhichTheConnectorBreaks_KeepsItAndReadsTheOthers()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Refusal = static number =>
            number == "PO-1" ? throw new InvalidOperationException("It has no lines.") : null;
        await HeardShop.Receive(scope, "PO-1", "PO-2");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);
        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-1", "PO-2");
        (await scope.Storage.Scalar<string>("select record_id || ': ' || detail from record_failures"))
            .Should()
            .Be($"PO-1: {SyncFailures.Broken.Detail}");
        (await HeardShop.Due(scope)).Should().BeEmpty();
    }

    [Fact]
    public async Task Hear_ThatIsCancelled_NotesWhatItHasRead()
    {
        await using var scope = await HeardShop.Open(fixture);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        scope.Book.Refusal = number =>
        {
            if (number == "PO-2")
            {
                ending.Cancel();
            }

            return null;
        };
        await HeardShop.Receive(scope, "PO-1", "PO-2");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, ending.Token);
        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-1", "PO-2", "PO-2");
    }

    [Theory]
    [InlineData(5, 60)]
    [InlineData(3600, 3600)]
    public async Task Hear_OfAFailureForWhichThePlatformNamesAWait_ObeysItAndAsksForNoOther(int named, int seconds)
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Refusal = number =>
            number == "PO-1"
                ? new(FailureKind.Transient, FailureReason.Platform, "Later.")
                {
                    HttpStatus = 503,
                    RetryAfter = TimeSpan.FromSeconds(named),
                }
                : null;
        await HeardShop.Receive(scope, "PO-1", "PO-2");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-1");
        var now = scope.Clock.UtcNow();
        (await Due(now + TimeSpan.FromSeconds(seconds - 1))).Should().BeEmpty();
        (await Due(now + TimeSpan.FromSeconds(seconds))).Should().Equal(("PO-1", 0));
        await scope.Records().Hear(SyncScope.Shop, Ct);
        scope.Book.Asked.Should().Equal("PO-1", "PO-2");

        Task<IReadOnlyList<(string Id, int Tries)>> Due(DateTimeOffset at) =>
            scope.Failures.Due(SyncScope.Shop, SyncKind.Orders, at, 10, Ct);
    }

    [Fact]
    public async Task Hear_AfterTheDatabasesClockWasSetBack_HearsWhatComesFromThenOn()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Clock.Measured(scope.Clock.UtcNow() - TimeSpan.FromHours(3), TimeSpan.Zero);
        await HeardShop.Receive(scope, "PO-1");
        HeardShop.PassLag(scope);
        (await HeardShop.Due(scope)).Should().Equal(SyncScope.Shop);
        await scope.Records().Hear(SyncScope.Shop, Ct);
        scope.Book.Asked.Should().BeEmpty("it is as if it was never heard");
        (await HeardShop.Due(scope)).Should().BeEmpty();
        await HeardShop.Receive(scope, "PO-2");
        HeardShop.PassLag(scope);
        (await HeardShop.Due(scope)).Should().Equal(SyncScope.Shop);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-2");
        (await HeardShop.Due(scope)).Should().BeEmpty();
    }

    [Fact]
    public async Task Advance_ToAPlaceBeforeThePosition_ChangesNothing()
    {
        await using var scope = await HeardShop.Open(fixture);
        const string position = "select position from shop_hints";
        var (reached, until) = (await scope.Storage.Scalar<Guid>(position), scope.Clock.UtcNow());

        await scope.Hints.Advance(
            SyncScope.Shop,
            HeardShop.Source,
            PartitionDays.LowerBound(until - TimeSpan.FromMinutes(5)),
            until,
            Ct
        );

        (await scope.Storage.Scalar<Guid>(position)).Should().Be(reached);
    }

    [Fact]
    public async Task Hear_WhileTheDiskIsFull_AsksForNothing()
    {
        await using var scope = await HeardShop.Open(fixture);
        await HeardShop.Receive(scope, "PO-1");
        HeardShop.PassLag(scope);
        scope.Reserve.IsShort = true;
        await scope.Records().Hear(SyncScope.Shop, Ct);
        scope.Book.Asked.Should().BeEmpty();
        scope.Reserve.IsShort = false;

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-1");
    }

    [Fact]
    public async Task Hear_InAProcessThatStoodStill_LeavesThemToTheOthers()
    {
        await using var scope = await HeardShop.Open(fixture);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await HeardShop.Receive(scope, "PO-1");
        HeardShop.PassLag(scope);
        var stalled = scope.Records();
        scope.Beats.Advance(TimeSpan.FromMinutes(1));

        var hearing = stalled.Hear(SyncScope.Shop, ending.Token);
        await scope.Records().Hear(SyncScope.Shop, Ct);
        await ending.CancelAsync();
        await hearing;

        scope.Book.Asked.Should().Equal("PO-1");
    }

    [Fact]
    public async Task Due_OfMoreShopsThanItTakes_TakesThoseThatWaitLongest()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Put("PO-1", OrderStatus.Shipped);
        await scope.Storage.Execute(
            """
            insert into shops (id, settings, enabled, version, created_at, updated_at)
            select 'shop-2', settings || '{"webhooks":"others"}', true, 1, created_at, updated_at from shops
            """
        );
        await HeardShop.Receive(scope, "PO-1");
        HeardShop.PassLag(scope);
        (await HeardShop.Due(scope, limit: 1)).Should().Equal("shop-2");
        await scope.Records().Hear("shop-2", Ct);
        scope.Storage.Now = scope.Clock.UtcNow();
        await scope.Storage.Append(scope.Storage.Draft(source: "others"));
        HeardShop.PassLag(scope);
        (await HeardShop.Due(scope)).Should().HaveCount(2);
        (await HeardShop.Due(scope, limit: 1)).Should().Equal(SyncScope.Shop);
    }
}
