using Integration.Calls;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Products;
using Integration.Sync;
using Integration.Temu;

namespace Integration.Platforms;

/// <summary>Walks through a list of orders as connectors page it, while orders leave their windows.</summary>
public sealed class OrderWalkTests
{
    private const int Size = 5;
    private static readonly DateTimeOffset Noon = new(2026, 5, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConnectorDeclaration Temu = TemuDeclaration.Of(new());

    private static readonly OrderLimits Limits = Temu.Orders! with
    {
        MaxRows = 20,
        Windows = [new(OrderTime.Updated, 3600), new(OrderTime.Created)],
    };

    private readonly Dictionary<string, DateTimeOffset> _shop = [];
    private Random _random = new(0);
    private DateTimeOffset _now = Noon;

    [Fact]
    public void Manners_OfADeclaration_AreWhatItSays()
    {
        var declaration = Temu with
        {
            TimeZoneId = "America/Los_Angeles",
            Orders = new(100)
            {
                Windows = [new(OrderTime.Updated, 1800), new(OrderTime.Created)],
                MaxAgeDays = 90,
                LagSeconds = 180,
                OverlapSeconds = 300,
            },
        };
        OrderWalk
            .Manners(declaration)
            .Should()
            .BeEquivalentTo(
                new ListManners
                {
                    Windows = [new(WindowTime.Changed, TimeSpan.FromMinutes(30)), new(WindowTime.Created)],
                    MaxAge = TimeSpan.FromDays(90),
                    Lag = TimeSpan.FromMinutes(3),
                    Overlap = TimeSpan.FromMinutes(5),
                    Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles"),
                }
            );
    }

    [Theory]
    [InlineData(FailureKind.Transient, FailureReason.Network, WalkFailureKind.Transient)]
    [InlineData(FailureKind.Throttled, FailureReason.RateLimit, WalkFailureKind.Throttled)]
    [InlineData(FailureKind.Unauthorised, FailureReason.TokenExpired, WalkFailureKind.Unauthorised)]
    [InlineData(FailureKind.Unauthorised, FailureReason.AuthorisationLost, WalkFailureKind.NeedsAttention)]
    [InlineData(FailureKind.Permanent, FailureReason.BadCredentials, WalkFailureKind.NeedsAttention)]
    [InlineData(FailureKind.Permanent, FailureReason.InvalidRequest, WalkFailureKind.Permanent)]
    public void Failure_OfAKind_IsTheWalksKind(FailureKind kind, FailureReason reason, WalkFailureKind expected) =>
        OrderWalk.Failure(new(kind, reason, "no") { HttpStatus = 200 }).Kind.Should().Be(expected);

    [Fact]
    public void Failure_OfACallThatWasHeldBack_IsNone() =>
        OrderWalk
            .Failure(
                new(FailureKind.Transient, FailureReason.Platform, "circuit") { RetryAfter = TimeSpan.FromSeconds(9) }
            )
            .Should()
            .Be(new WalkFailure(WalkFailureKind.Throttled, "circuit", TimeSpan.FromSeconds(9)));

    [Fact]
    public async Task Walk_OfAMovingShopNewestFirst_LosesNoChange()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            _random = new(seed);
            _shop.Clear();
            for (var one = 0; one < 80; one++)
            {
                _shop[$"o{one}"] = _now.AddSeconds(-_random.Next(60, 9000));
            }

            var copy = new Dictionary<string, DateTimeOffset>();
            var marks = new SyncMarks { End = _now.AddHours(-3), Offset = TimeSpan.Zero };
            for (var round = 0; round < 4; round++)
            {
                marks = await Walk(marks, copy);
            }

            _now = _now.AddMinutes(5);
            await Walk(marks, copy, isMoving: false);
            copy.Should().BeEquivalentTo(_shop, $"seed {seed}");
        }
    }

    private async Task<SyncMarks> Walk(SyncMarks marks, Dictionary<string, DateTimeOffset> copy, bool isMoving = true)
    {
        var terms = new WalkTerms(OrderWalk.Manners(Temu with { Orders = Limits }), new());
        var walk = WalkStart.Incremental(marks, terms, _now);
        while (walk.Next is { } next)
        {
            var query = OrderWalk.Query(next) with { PageSize = Size };
            var page = (await OrderCountdown.Read(query, Limits, at => Answer(query.Window, at, isMoving))).Value!;
            foreach (var order in page.Items.Select(static item => item.Order!))
            {
                copy[order.Number] = order.UpdatedAt!.Value;
            }

            walk = WalkSteps.After(walk, OrderWalk.Page(page, page.Items.Length), terms, _now);
        }

        (walk.End, walk.GapCount).Should().Be((WalkEnd.Completed, 0));
        return marks.After(walk);
    }

    private Task<PlatformResult<OrderListAnswer>> Answer(OrderWindow window, OrderCursor cursor, bool isMoving)
    {
        _now = _now.AddSeconds(5);
        foreach (var number in isMoving ? _shop.Keys.Where(_ => _random.Next(40) == 0).ToArray() : [])
        {
            _shop[number] = _now;
        }

        (string Number, DateTimeOffset At)[] matching =
        [
            .. _shop
                .Where(order => order.Value >= window.From && order.Value <= window.To)
                .OrderByDescending(static order => order.Value)
                .Select(static order => (order.Key, order.Value)),
        ];
        var raw = new RawPayload([], null);
        OrderListItem[] rows =
        [
            .. matching
                .Skip((cursor.Page - 1) * Size)
                .Take(Size)
                .Select(order => new OrderListItem(raw)
                {
                    Order = new()
                    {
                        Platform = "x",
                        Number = order.Number,
                        UpdatedAt = order.At,
                    },
                }),
        ];
        var reply = new PlatformReply(200, [], null, default, _now);
        return Task.FromResult<PlatformResult<OrderListAnswer>>(
            new OrderListAnswer(reply, rows, matching.Length) { PlatformTime = _now }
        );
    }
}
