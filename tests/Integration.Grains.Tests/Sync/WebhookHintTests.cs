using Integration.Orders;
using Integration.Platforms;
using Integration.Products;
using Integration.Shops;

namespace Integration.Sync;

/// <summary>Records that the webhooks of a shop name are read at once, between the polls.</summary>
public sealed class WebhookHintTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_gone = new(FailureKind.Permanent, FailureReason.Gone, "No such order.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hear_OfOrdersThatWebhooksName_ReadsEachOnceAndTellsWhatChanged()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Put("PO-1", OrderStatus.Shipped);
        await HeardShop.Receive(scope, "order/PO-1", "PO-1", "order/PO-1");
        await HeardShop.Receive(scope, null, "product/1", "order/PO-9");
        scope.Book.Refusal = static number => number == "PO-9" ? s_gone : null;
        HeardShop.PassLag(scope);
        (await HeardShop.Due(scope)).Should().Equal(SyncScope.Shop);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-1", "PO-9");
        (await scope.Events("order.status_changed")).Should().Be(1);
        (await HeardShop.Due(scope)).Should().BeEmpty();
        (await scope.Storage.Scalar<long>("select count(*) from record_failures"))
            .Should()
            .Be(0, "a basket is no failure");
    }

    [Fact]
    public async Task Hear_OfWhatCannotBeReadNow_LeavesItToTheTriesOfFailures()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Put("PO-1", OrderStatus.Shipped);
        scope.Book.Put("PO-2", OrderStatus.Shipped);
        scope.Book.Refusal = static number =>
            number == "PO-1" ? new(FailureKind.Transient, FailureReason.Network, "No line.") : null;
        await HeardShop.Receive(scope, "PO-1", "PO-2");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        (await scope.Events("order.status_changed")).Should().Be(1, "the other one is not held up");
        scope.Book.Refusal = static _ => null;
        scope.Time.Advance(scope.Storing.FirstTryWait);
        await scope.Records().Retry(SyncScope.Shop, SyncKind.Orders, Ct);
        (await scope.Events("order.status_changed")).Should().Be(2);
    }

    [Fact]
    public async Task Hear_OfMoreThanItTakesAtOnce_GoesOnUntilThereAreNone()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Options.HintsAtOnce = 1;
        await HeardShop.Receive(scope, "PO-1", "PO-2", "PO-1");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-1", "PO-2", "PO-1");
        (await HeardShop.Due(scope)).Should().BeEmpty();
    }

    [Fact]
    public async Task Hear_OfCredentialsThatAreRefused_PausesTheShop()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Refusal = static _ => new(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "Revoked.");
        await HeardShop.Receive(scope, "PO-1", "PO-2");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);
        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-1");
        (await scope.Shops.Find(SyncScope.Shop, Ct))!.Paused!.Reason.Should().Be("Revoked.");
        (await HeardShop.Due(scope)).Should().BeEmpty("it is paused");
    }

    [Fact]
    public async Task Hear_OfARecordThatIsKeptAsAFailure_LeavesWhatIsKept()
    {
        await using var scope = await HeardShop.Open(fixture);
        var unread = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidAnswer, "It has no lines.");
        scope.Book.Rubbish = [new(new RawPayload([1, 2, 3], null)) { Failure = unread, Number = "PO-7" }];
        await scope.Sync(SyncMode.Full);
        scope.Book.Refusal = static _ => new(FailureKind.Transient, FailureReason.Network, "No line.");
        await HeardShop.Receive(scope, "PO-7");
        HeardShop.PassLag(scope);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-7");
        (await scope.Storage.Scalar<byte[]>("select raw from record_failures")).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task Hear_WhileThePlatformTakesNoCalls_GoesOnWhereItStopped()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Put("PO-1", OrderStatus.Shipped);
        scope.Book.Refusal = static number =>
            number == "PO-2"
                ? null
                : new(FailureKind.Throttled, FailureReason.RateLimit, "Too many.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
        await HeardShop.Receive(scope, "PO-2", "PO-1");
        HeardShop.PassLag(scope);
        await scope.Records().Hear(SyncScope.Shop, Ct);
        (await scope.Events("order.status_changed")).Should().Be(0);
        scope.Book.Refusal = static _ => null;

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().Equal("PO-2", "PO-1", "PO-1");
        (await scope.Events("order.status_changed")).Should().Be(1);
    }

    [Fact]
    public async Task Due_OfAShopWithAnotherSourceByNow_BeginsAnew_AndOldOnesAreLeftToPolling()
    {
        await using var scope = await HeardShop.Open(fixture);
        scope.Book.Put("PO-1", OrderStatus.Shipped);
        await HeardShop.Receive(scope, "PO-1");
        scope.Time.Advance(scope.Options.HintReach + TimeSpan.FromMinutes(1));
        (await HeardShop.Due(scope)).Should().BeEmpty("it is too old");
        await scope.WriteShop(HeardShop.Settings("others"), version: 3);
        await scope.Storage.Append(scope.Storage.Draft(source: "others") with { Subject = "PO-1" });
        (await HeardShop.Due(scope)).Should().Equal(SyncScope.Shop);

        await scope.Records().Hear(SyncScope.Shop, Ct);

        scope.Book.Asked.Should().BeEmpty("the other source is heard from now on");
        (await HeardShop.Due(scope)).Should().BeEmpty();
    }

    [Fact]
    public void Check_OfAShopThatIsItsOwnSource_IsRefused()
    {
        var account = new ShopAccount("somewhere", [SyncKind.Orders]);
        var rules = new ShopRules(new ShopOptions());
        rules.Check(HeardShop.Settings(SyncScope.Shop), account)!.Errors!.Keys.Should().Equal("webhooks");
        rules.Check(HeardShop.Settings("no id"), account)!.Errors!.Keys.Should().Equal("webhooks");
        rules.Check(HeardShop.Settings(HeardShop.Source), account).Should().BeNull();
    }
}
