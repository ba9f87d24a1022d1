using Integration.Catalogue;
using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Rates;

/// <summary>Whatever silos ask for, no window of any rule holds more permits than the rule allows.</summary>
public sealed class RateWindowTests
{
    private const string Detail = "detail";
    private static readonly RateRule All = new(RateSchedule.AnyCall, RateScope.App, 40, TimeSpan.FromSeconds(1));
    private static readonly RateRule Own = new(Detail, RateScope.Shop, 30, TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Windows_OfAllRules_HoldWhateverSilosAskFor(int seed)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider(StorageFixture.Now);
        var start = time.GetTimestamp();
        var schedule = new RateSchedule(new("p", [All, Own], new()), new(), time, new DatabaseClock(time));
        var given = new List<(string Account, string Endpoint, TimeSpan At)>();
        while (given.Count < 2000)
        {
            // Now several at once, now a pause in which the buckets fill.
            time.Advance(TimeSpan.FromMilliseconds(random.Next(10) == 0 ? random.Next(3000) : random.Next(40)));
            var request = new RateRequest(
                $"account-{random.Next(2)}",
                random.Next(2) == 0 ? Detail : RateSchedule.AnyCall,
                random.Next(1, 30),
                TimeSpan.FromMilliseconds(random.Next(5000))
            );
            var now = time.GetElapsedTime(start);
            var grant = schedule.Reserve(request);
            grant.Delays.Should().OnlyContain(delay => delay >= TimeSpan.Zero && delay <= request.LongestWait);
            given.AddRange(grant.Delays.Select(delay => (request.Account, request.Endpoint, now + delay)));
        }

        Most(given.Select(one => one.At), All).Should().BeLessThanOrEqualTo(All.Permits);
        foreach (var account in given.Where(one => one.Endpoint == Detail).GroupBy(one => one.Account))
        {
            Most(account.Select(one => one.At), Own).Should().BeLessThanOrEqualTo(Own.Permits);
        }
    }

    // The most in a window that begins with one of them; no other can hold more.
    private static int Most(IEnumerable<TimeSpan> given, RateRule rule)
    {
        var times = given.Order().ToArray();
        int first = 0,
            most = 0;
        for (var last = 0; last < times.Length; last++)
        {
            while (times[last] - times[first] >= rule.Window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
