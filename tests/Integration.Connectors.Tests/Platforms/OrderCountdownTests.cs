using Integration.Calls;
using Integration.Orders;
using Integration.Products;

namespace Integration.Platforms;

public sealed class OrderCountdownTests
{
    private const int Size = 5;
    private static readonly OrderLimits Limits = new(100) { Windows = [new(OrderTime.Updated, 1800)] };
    private static readonly OrderWindow Window = new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(30));
    private readonly List<string> _shop = [.. Enumerable.Range(1, 23).Select(number => $"o{number}")];
    private readonly List<int> _asked = [];
    private Action<int> _beforeCall = static _ => { };
    private int _cut = Size;

    [Fact]
    public async Task Read_WhereNothingHappens_GivesEachOnceFromTheLastPageToTheFirst()
    {
        (await Scan(Limits)).Should().BeEquivalentTo(_shop).And.OnlyHaveUniqueItems();
        _asked.Should().Equal(1, 5, 4, 3, 2, 1);
    }

    [Fact]
    public async Task Read_WherePagesAreCut_StillReachesAll()
    {
        _cut = 2;
        (await Scan(Limits)).Should().BeEquivalentTo(_shop).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Read_WhereAnOrderComesInLate_ReadsAgainWhatItPushedAway()
    {
        _beforeCall = call =>
        {
            if (call == 3)
            {
                _shop.Insert(0, "late");
            }
        };
        (await Scan(Limits)).Should().Contain(_shop.Except(["late"]));
        _asked.Should().Equal(1, 5, 4, 5, 4, 3, 2, 1);
    }

    // Seeded: before each call either some leave the window or some come in late, never both.
    [Fact]
    public async Task Read_WhateverHappensMeanwhile_LosesNoneThatStaysInTheWindow()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            _shop.Clear();
            _shop.AddRange(Enumerable.Range(1, random.Next(1, 60)).Select(number => $"o{number}"));
            _cut = random.Next(1, Size + 1);
            var staying = new HashSet<string>(_shop);
            var left = 12;
            _beforeCall = call =>
            {
                if (left <= 0 || _shop.Count == 0)
                {
                    return;
                }

                left--;
                var many = random.Next(4);
                var comes = random.Next(2) == 0;
                for (var one = 0; one < many; one++)
                {
                    if (comes)
                    {
                        _shop.Insert(random.Next(_shop.Count + 1), $"late-{call}-{one}");
                    }
                    else if (_shop.Count > 1)
                    {
                        var at = random.Next(_shop.Count);
                        staying.Remove(_shop[at]);
                        _shop.RemoveAt(at);
                    }
                }
            };
            staying.Except(await Scan(Limits)).Should().BeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public async Task Read_OfAPage_TellsHowManyCallsItTook()
    {
        var first = (await Page(null, Limits)).Value!;
        var second = (await Page(first.NextCursor, Limits)).Value!;
        (first.Calls, second.Calls).Should().Be((2, 1));
        _asked.Should().HaveCount(3);
    }

    [Fact]
    public async Task Read_OfMoreThanCanBePagedTo_SaysSo()
    {
        var limits = Limits with { MaxRows = 12 };
        var page = (await Page(null, limits)).Value!;
        (page.BeyondLimit, page.Total).Should().Be((true, 23));
        _asked.Should().Equal([1, 2], "12 orders are two whole pages");
        _shop.RemoveRange(10, 13);
        (await Page(null, limits)).Value!.BeyondLimit.Should().BeFalse();
    }

    [Theory]
    [InlineData(OrderTime.Created, 60, FailureReason.Unsupported)]
    [InlineData(OrderTime.Updated, 1801, FailureReason.InvalidRequest)]
    [InlineData(OrderTime.Updated, -1, FailureReason.InvalidRequest)]
    public async Task Read_OfAWindowThatTheListDoesNotHave_IsRefusedWithoutACall(
        OrderTime by,
        int seconds,
        FailureReason reason
    )
    {
        var window = new OrderWindow(Window.From, Window.From.AddSeconds(seconds), by);
        var page = await OrderCountdown.Read(new(window), Limits, Answer);
        page.Failure!.Reason.Should().Be(reason);
        _asked.Should().BeEmpty();
    }

    private async Task<List<string>> Scan(OrderLimits limits)
    {
        var found = new List<string>();
        string? cursor = null;
        var calls = 0;
        _asked.Clear();
        do
        {
            var page = (await Page(cursor, limits)).Value!;
            found.AddRange(page.Items.Select(item => item.Order!.Number));
            cursor = page.NextCursor;
            (++calls).Should().BeLessThan(500, "a scan ends");
        } while (cursor is not null);
        return found;
    }

    private Task<PlatformResult<OrderPage>> Page(string? cursor, OrderLimits limits) =>
        OrderCountdown.Read(new(Window) { Cursor = cursor, PageSize = Size }, limits, Answer);

    private Task<PlatformResult<OrderListAnswer>> Answer(OrderCursor cursor)
    {
        _asked.Add(cursor.Page);
        _beforeCall(_asked.Count);
        var reply = new PlatformReply(200, [], null, default, DateTimeOffset.UnixEpoch);
        var raw = new RawPayload([], null);
        OrderListItem[] rows =
        [
            .. _shop
                .Skip((cursor.Page - 1) * _cut)
                .Take(_cut)
                .Select(number => new OrderListItem(raw)
                {
                    Order = new() { Platform = "x", Number = number },
                }),
        ];
        return Task.FromResult<PlatformResult<OrderListAnswer>>(new OrderListAnswer(reply, rows, _shop.Count));
    }
}
