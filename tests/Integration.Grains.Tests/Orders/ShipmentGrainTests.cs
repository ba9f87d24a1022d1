using Integration.Access;
using Integration.Catalogue;
using Integration.Lists;
using Integration.Platforms;
using Integration.Shops;
using Integration.Sync;
using Integration.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Orders;

public sealed class ShipmentGrainTests(StorageFixture fixture)
{
    private const string Number = "PO-1";

    private static readonly ShipmentRequest s_whole = new() { Carrier = "118", TrackingNumber = "SF1" };

    private static readonly PlatformFailure s_lost = new(FailureKind.Transient, FailureReason.Network, "It broke.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shipment_ThatIsTaken_IsToldOnceAuditedAndTheOrderReadAgain()
    {
        var (scope, platform) = await Open();
        await using var _ = scope;
        var request = s_whole with { Lines = [new($"{Number}-1")] };
        var grain = Grain(scope, platform);

        var told = await grain.Confirm(request, Person("ship"), Ct);
        var again = await grain.Confirm(request, Person("ship"), Ct);

        told.Problem.Should().BeNull();
        (told.Value!.Outcome, told.Value.ReadAgain, told.Replayed)
            .Should()
            .Be((ShipmentOutcome.Confirmed, true, false));
        told.Value.Lines.Should().Equal(new ShippedLine($"{Number}-1") { Quantity = 1 });
        (again.Replayed, again.Value!.Outcome).Should().Be((true, ShipmentOutcome.Confirmed));
        platform.Told.Should().ContainSingle().Which.TrackingNumber.Should().Be("SF1");
        (await Status(scope)).Should().Be(OrderStatus.Shipped);
        (await Actions(scope)).Should().BeEquivalentTo("order.ship", "order.ship_told");
        var entry = (await Audit(scope)).Single(static one => one.Action == "order.ship_told");
        (entry.Actor, entry.Target).Should().Be(("person", $"order/shop-1/{Number}"));
        entry.After!.Value.GetProperty("tracking_number").GetString().Should().Be("SF1");
    }

    [Fact]
    public async Task Shipment_OfUnknownOutcome_IsNotToldAgainByARepeat()
    {
        var (scope, platform) = await Open();
        await using var _ = scope;
        (platform.Refusal, platform.ShipsAnyway) = (s_lost, true);
        var grain = Grain(scope, platform);

        var told = await grain.Confirm(s_whole, Person("ship"), Ct);
        platform.Refusal = null;
        var again = await grain.Confirm(s_whole, Person("ship"), Ct);

        (told.Value!.Outcome, told.Value.Failure).Should().Be((ShipmentOutcome.Unknown, s_lost));
        (again.Replayed, again.Value!.Outcome).Should().Be((true, ShipmentOutcome.Unknown));
        platform.Told.Should().ContainSingle();
        (await Status(scope)).Should().Be(OrderStatus.Shipped, "the order tells what came of it");
        (await Actions(scope)).Should().BeEquivalentTo("order.ship", "order.ship_told");
    }

    [Fact]
    public async Task Shipment_ThatNobodyAnswers_IsOfUnknownOutcomeAfterItsTime()
    {
        var (scope, platform) = await Open();
        await using var _ = scope;
        var asked = new TaskCompletionSource();
        platform.Before = ct =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        };

        var telling = Grain(scope, platform).Confirm(s_whole, Person("ship"), Ct);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);
        scope.Time.Advance(TimeSpan.FromSeconds(31));
        var told = await telling;

        (told.Value!.Outcome, told.Value.Failure!.Reason).Should().Be((ShipmentOutcome.Unknown, FailureReason.Timeout));
    }

    [Fact]
    public async Task Shipment_WhoseCallerLeaves_IsToldAndNotedAllTheSame()
    {
        var (scope, platform) = await Open();
        await using var _ = scope;
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        platform.Before = _ =>
        {
            asked.TrySetResult();
            return answer.Task;
        };
        using var left = new CancellationTokenSource();

        var telling = Grain(scope, platform).Confirm(s_whole, Person("ship"), left.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);
        await left.CancelAsync();
        answer.SetResult();

        (await telling).Value!.Outcome.Should().Be(ShipmentOutcome.Confirmed);
        (await Actions(scope)).Should().BeEquivalentTo("order.ship", "order.ship_told");
    }

    [Fact]
    public async Task Shipment_ThatIsRefused_MayBeSentAgainWithItsKey()
    {
        var (scope, platform) = await Open();
        await using var _ = scope;
        platform.Refusal = new(FailureKind.Permanent, FailureReason.Platform, "Shipped already.");
        var grain = Grain(scope, platform);

        var refused = await grain.Confirm(s_whole, Person("ship"), Ct);
        platform.Refusal = null;
        var taken = await grain.Confirm(s_whole, Person("ship"), Ct);

        (refused.Problem!.Slug, refused.Problem.Detail).Should().Be(("shipment-refused", "Shipped already."));
        (taken.Replayed, taken.Value!.Outcome).Should().Be((false, ShipmentOutcome.Confirmed));
        (await Actions(scope))
            .Should()
            .BeEquivalentTo("order.ship", "order.ship_refused", "order.ship", "order.ship_told");
    }

    [Fact]
    public async Task Shipment_ThatACrashCutShort_IsNotToldByItsRepeat()
    {
        var (scope, platform) = await Open();
        await using var _ = scope;
        (await Work(scope).Begin<ShipmentResource>(Person("ship"), "order.ship", "order/shop-1/PO-1", s_whole, Ct))
            .Should()
            .BeNull();

        var repeat = await Grain(scope, platform).Confirm(s_whole, Person("ship"), Ct);

        (repeat.Problem!.Slug, repeat.Problem.Status).Should().Be(("request-underway", 409));
        platform.Told.Should().BeEmpty();
    }

    [Fact]
    public async Task Shipment_ThatCannotBeTold_IsRefusedWithoutACall()
    {
        var (scope, platform) = await Open();
        await using var _ = scope;

        await Is("not-found", 404, Grain(scope, platform, number: "PO-7"));
        await Is("not-found", 404, Grain(scope, platform, shop: "shop-9"));
        await Is("validation", 422, Grain(scope, platform), s_whole with { Lines = [new("x")] });
        await Is("shipment-unsupported", 409, Grain(scope, new BookConnector(scope.Time)));
        scope.Accounts.Failure = new(FailureKind.Transient, FailureReason.Platform, "The database is away.");
        await Is("shipment-not-sent", 503, Grain(scope, platform));
        scope.Accounts.Failure = new(FailureKind.Permanent, FailureReason.InvalidRequest, "It is disabled.");
        await Is("account-unusable", 409, Grain(scope, platform));
        scope.Accounts.Failure = null;
        await scope.WriteShop(
            new ShopSettings
            {
                Id = SyncScope.Shop,
                Account = "account-1",
                Enabled = false,
            },
            2
        );
        await Is("shop-disabled", 409, Grain(scope, platform));
        platform.Told.Should().BeEmpty();
        (await Audit(scope)).Should().BeEmpty();
    }

    private static async Task Is(string slug, int status, ShipmentGrain grain, ShipmentRequest? request = null)
    {
        var problem = (await grain.Confirm(request ?? s_whole, new("person", null), Ct)).Problem!;
        (problem.Slug, problem.Status).Should().Be((slug, status));
    }

    private async Task<(SyncScope Scope, ShippingConnector Platform)> Open()
    {
        var time = new FakeTimeProvider(StorageFixture.Now);
        var book = new BookConnector(time);
        book.Put(Number);
        var platform = new ShippingConnector(book);
        var scope = await SyncScope.Open(fixture, platform, time);
        (await scope.Records().Sync(SyncScope.Shop, SyncKind.Orders, Number, Ct)).Value!.Failure.Should().BeNull();
        time.Advance(TimeSpan.FromMinutes(1));
        return (scope, platform);
    }

    private static ShipmentGrain Grain(
        SyncScope scope,
        IConnector platform,
        string shop = SyncScope.Shop,
        string number = Number
    )
    {
        var sync = Substitute.For<ISyncGrain>();
        sync.SyncRecord(Arg.Any<string>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(call => scope.Records().Sync(SyncScope.Shop, SyncKind.Orders, call.Arg<string>(), Ct));
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<ISyncGrain>(ISyncGrain.KeyOf(shop, SyncKind.Orders)).Returns(sync);
        var shipments = new Shipments(
            scope.Shops,
            new OrderQueries(scope.Storage.Database),
            scope.Accounts,
            new ConnectorCatalogue([platform]),
            scope.Clock,
            scope.Time,
            NullLogger<Shipments>.Instance
        );
        return new ShipmentGrain(shipments, Work(scope), NullLogger<ShipmentGrain>.Instance).At(
            IShipmentGrain.KeyOf(shop, number),
            grains
        );
    }

    private static UnrepeatableWork Work(SyncScope scope) =>
        new(scope.Storage.Database, scope.Clock, new UuidV7Generator());

    private static WriteContext Person(string key) =>
        new("person", null) { Idempotency = new IdempotencyClaim("person", "POST /test", key, [1]) };

    private static async Task<OrderStatus> Status(SyncScope scope) =>
        (await new OrderQueries(scope.Storage.Database).Find(SyncScope.Shop, Number, Ct))!.Status;

    private static async Task<IEnumerable<string>> Actions(SyncScope scope) =>
        (await Audit(scope)).Select(static one => one.Action);

    private static async Task<IReadOnlyList<AuditEntry>> Audit(SyncScope scope) =>
        (await new AuditQueries(scope.Storage.Database).List(null, null, new PageRequest(10, null), Ct)).Data;
}
