using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>The limiter of a platform, and what it does to those who exceed it.</summary>
public sealed class PlatformRateTests
{
    private static readonly RateRule Twenty = new() { Calls = 20 };
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(PlatformKind.Taobao, "error_response.code", "7")]
    [InlineData(PlatformKind.Alibaba1688, "error_code", "gw.QosAppFrequencyLimit")]
    [InlineData(PlatformKind.Pinduoduo, "error_response.error_code", "70031")]
    [InlineData(PlatformKind.Temu, "errorCode", "4000004")]
    [InlineData(PlatformKind.AliExpress, "error_response.code", "7")]
    public async Task Limit_OneCallTooMany_RefusesThatOneOnly(PlatformKind kind, string path, string code)
    {
        await using var platform = await Start(kind, Twenty);
        using var caller = new PlatformCaller(platform, _time);
        await Many(caller, 20);

        (await caller.Detail())[path].Should().Be(code);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await caller.Detail();

        var counts = platform.Counts;
        counts.Ended(CallOutcome.Served).Should().Be(21);
        counts.Ended(CallOutcome.Throttled).Should().Be(1);
        counts.Excess.Should().Be(1);
        counts.Punishments.Should().Be(0);
    }

    [Fact]
    public async Task Limit_Punishes_ClosesTheAccountForTheBan()
    {
        await using var platform = await Start(PlatformKind.Taobao, Twenty with { Punishes = true });
        using var caller = new PlatformCaller(platform, _time);
        await Many(caller, 21);

        _time.Advance(TimeSpan.FromSeconds(7.5));
        (await caller.Detail())["error_response.sub_msg"].Should().Be("This ban will last for 3 more seconds");
        _time.Advance(TimeSpan.FromSeconds(2.5));
        await caller.Detail();

        var counts = platform.Counts;
        counts.Ended(CallOutcome.Punished).Should().Be(2);
        counts.Ended(CallOutcome.Served).Should().Be(21);
        counts.Punishments.Should().Be(1);
    }

    [Fact]
    public async Task Limit_SteadyAtTheRate_IsNeverExceeded()
    {
        await using var platform = await Start(
            PlatformKind.Pinduoduo,
            new RateRule
            {
                Calls = 20,
                Burst = 1,
                Punishes = true,
            }
        );
        using var caller = new PlatformCaller(platform, _time);

        for (var call = 0; call < 100; call++)
        {
            await caller.Detail();
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        platform.Counts.Ended(CallOutcome.Served).Should().Be(100);
    }

    [Fact]
    public async Task Limit_HalvedWhileRunning_AllowsHalf()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, Twenty);
        using var caller = new PlatformCaller(platform, _time);
        await Many(caller, 20);
        platform.Limit = platform.Limit!.Halved();

        _time.Advance(TimeSpan.FromSeconds(1));
        await Many(caller, 20);

        platform.Counts.Ended(CallOutcome.Served).Should().Be(30);
        platform.Counts.Ended(CallOutcome.Throttled).Should().Be(10);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 40)]
    public async Task Limit_TwoCallsOfOneAccount_ShareItOrDoNot(bool perCall, int served)
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, Twenty with { PerCall = perCall });
        using var caller = new PlatformCaller(platform, _time);
        for (var call = 0; call < 20; call++)
        {
            await caller.Detail();
            await caller.Call("pdd.goods.list.get");
        }

        platform.Counts.Ended(CallOutcome.Served).Should().Be(served);
    }

    [Fact]
    public async Task Limit_TwoAccounts_HaveOneEach()
    {
        var options = new PlatformOptions
        {
            Limit = new RateRule { Calls = 1 },
            Accounts = [new("11111111", "first", "shop-1"), new("22222222", "second", "shop-2")],
        };
        await using var platform = await SandboxPlatform.Start(PlatformKind.Pinduoduo, options, _time);
        using var first = new PlatformCaller(platform, _time);
        using var second = new PlatformCaller(platform, _time)
        {
            Account = options.Accounts[1],
            Token = platform.Grants[1].AccessToken,
        };

        await first.Detail();
        await second.Detail();

        platform.Counts.Ended(CallOutcome.Served).Should().Be(2);
    }

    [Fact]
    public async Task Limit_WronglySignedCalls_TakeNothing()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, new RateRule { Calls = 1 });
        using var caller = new PlatformCaller(platform, _time);
        caller.AfterSigning = fields => fields["sign"] = "0";
        await Many(caller, 5);
        caller.AfterSigning = null;

        await caller.Detail();

        platform.Counts.Ended(CallOutcome.Served).Should().Be(1);
    }

    [Fact]
    public async Task Counts_CallsAtOnce_AreOverlaps()
    {
        await using var platform = await Start(PlatformKind.Pinduoduo, null);
        using var caller = new PlatformCaller(platform, _time);
        platform.FailNext(FaultKind.Slow, 3);

        var calls = Enumerable.Range(0, 3).Select(_ => caller.Detail()).ToArray();
        await Hubs.Eventually.Holds(
            () => platform.Counts.Of("pdd.goods.detail.get").Ended(CallOutcome.Served) == 3,
            "three calls at once"
        );
        await Hubs.Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult(Array.TrueForAll(calls, one => one.IsCompleted));
            },
            "their answers"
        );
        await Task.WhenAll(calls);
        await caller.Detail();

        var counts = platform.Counts.Of("pdd.goods.detail.get");
        counts.MostAtOnce.Should().Be(3);
        counts.Overlaps.Should().Be(2);
        counts.Calls.Should().Be(4);
        platform.Counts.MostFetchesOfAnItem.Should().Be(4);
        platform.ResetCounts();
        platform.Counts.Total.Should().Be(0);
    }

    private Task<SandboxPlatform> Start(PlatformKind kind, RateRule? limit) =>
        SandboxPlatform.Start(kind, new PlatformOptions { Products = 10, Limit = limit }, _time);

    private static async Task Many(PlatformCaller caller, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await caller.Detail();
        }
    }
}
