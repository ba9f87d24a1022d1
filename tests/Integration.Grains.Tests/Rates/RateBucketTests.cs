using Integration.Platforms;

namespace Integration.Rates;

public sealed class RateBucketTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<int, int, double> Rules =>
        new()
        {
            { 1, 1000, 0.95 },
            { 2, 1000, 0.95 },
            { 20, 1000, 0.95 },
            { 20, 1000, 1 },
            { 33, 700, 0.5 },
            { 500, 1000, 0.95 },
            { 1000, 60_000, 0.95 },
        };

    // Callers come in bursts and pauses, and take what they are given.
    [Theory]
    [MemberData(nameof(Rules))]
    public void Windows_WhereverTheyBegin_HoldNoMoreThanTheRule(int permits, int milliseconds, double share)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var window = TimeSpan.FromMilliseconds(milliseconds);
            var bucket = new RateBucket(new("*", RateScope.Shop, permits, window), share);
            var given = new List<TimeSpan>();
            var now = TimeSpan.Zero;
            while (given.Count < 3 * permits + 50)
            {
                now += random.Next(4) == 0 ? window * random.NextDouble() * 2 : window * random.NextDouble() / permits;
                for (var callers = random.Next(1, permits + 2); callers > 0; callers--)
                {
                    var at = bucket.Next(now, 1);
                    bucket.Take(at, 1);
                    given.Add(at);
                }
            }

            given.Should().BeInAscendingOrder();
            for (int first = 0, last = 0; last < given.Count; last++)
            {
                while (given[last] - given[first] >= window)
                {
                    first++;
                }

                (last - first + 1)
                    .Should()
                    .BeLessThanOrEqualTo(permits, $"of the window before {given[last]}, seed {seed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Permits_UnderSteadyDemand_UseTheShare(int permits, int milliseconds, double share)
    {
        var window = TimeSpan.FromMilliseconds(milliseconds);
        var bucket = new RateBucket(new("*", RateScope.Shop, permits, window), share);
        var at = TimeSpan.Zero;
        for (var n = 0; n < permits * 10; n++)
        {
            at = bucket.Next(TimeSpan.Zero, 1);
            bucket.Take(at, 1);
        }

        (permits * 10 / (at / window)).Should().BeGreaterThanOrEqualTo(permits * share * 0.999);
    }

    [Fact]
    public void Bucket_ThatIsNew_HasNoRoomForSeveralAtOnce()
    {
        var bucket = new RateBucket(new("*", RateScope.Shop, 100, Second), 0.9);
        Take(bucket, Second).Should().Be(Second);
        Take(bucket, Second).Should().BeGreaterThan(Second);
    }

    [Fact]
    public void Bucket_AfterAPause_GivesAFewAtOnce()
    {
        var bucket = new RateBucket(new("*", RateScope.Shop, 100, Second), 0.9);
        Take(bucket, TimeSpan.Zero);
        Enumerable.Range(0, 12).Count(_ => Take(bucket, Second) == Second).Should().Be(10);
    }

    [Fact]
    public void Rate_ThatIsCut_IsSpacedWiderAndHasNoRoom()
    {
        var bucket = new RateBucket(new("*", RateScope.Shop, 100, Second), 1);
        var first = Take(bucket, Second, 0.5);
        (Take(bucket, Second, 0.5) - first).Should().Be(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void Restart_ForgetsWhatWasGivenOut()
    {
        var bucket = new RateBucket(new("*", RateScope.Shop, 100, Second), 1);
        for (var n = 0; n < 1000; n++)
        {
            Take(bucket, TimeSpan.Zero);
        }

        bucket.Restart(Second);
        Take(bucket, TimeSpan.Zero).Should().Be(Second);
        Take(bucket, TimeSpan.Zero).Should().Be(Second + TimeSpan.FromMilliseconds(10));
    }

    private static TimeSpan Take(RateBucket bucket, TimeSpan earliest, double part = 1)
    {
        var at = bucket.Next(earliest, part);
        bucket.Take(at, part);
        return at;
    }
}
