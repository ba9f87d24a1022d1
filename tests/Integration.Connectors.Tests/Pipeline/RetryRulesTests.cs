using CsCheck;
using static Integration.Pipeline.PipelineScope;

namespace Integration.Pipeline;

public sealed class RetryRulesTests
{
    [Fact]
    public void Delay_OfAnyRetry_LiesBetweenHalfAndOneAndAHalf() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 60_000], Gen.Int)
            .Sample(drawn =>
            {
                var (retries, milliseconds, seed) = drawn;
                var options = new PipelineOptions
                {
                    TransientRetries = 10,
                    RetryDelay = TimeSpan.FromMilliseconds(milliseconds),
                };
                var progress = new CallProgress(Account, Call) { TransientRetries = retries };
                var delay = RetryRules.Next(Transient(), progress, options, new Random(seed))!.Value;
                var nominal = options.RetryDelay * Math.Pow(2, retries);
                return delay >= nominal * 0.5 && delay <= nominal * 1.5 && progress.TransientRetries == retries + 1;
            });

    [Fact]
    public void Delays_OfManyCallers_AreSpread()
    {
        var random = new Random(Seed);
        var delays = Enumerable
            .Range(0, 1000)
            .Select(_ => RetryRules.Next(Transient(), new(Account, Call), new(), random)!.Value.TotalMilliseconds)
            .ToArray();
        delays.Min().Should().BeLessThan(300);
        delays.Max().Should().BeGreaterThan(700);
    }
}
