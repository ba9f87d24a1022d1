using Integration.Monitoring;
using Integration.Problems;

namespace Integration.Intake;

/// <summary>
/// Calls a silo, and again when the call was lost: with the same event ids, so nothing is stored twice. The first repeat follows
/// at once and finds another way round a connection that broke; the later ones wait for the silo that went to be replaced.
/// </summary>
internal sealed class SiloCalls(IntakeOptions options, TimeProvider time, GatewayMetrics metrics)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The answer; "try later" where the call is still lost when <see cref="IntakeOptions.LostCallRetry"/> is over.</summary>
    /// <param name="call">The call; made once at least.</param>
    /// <param name="ct">Ends the waiting between two calls.</param>
    /// <param name="lostSince">The timestamp at which a call began that was lost already: this one is its repeat.</param>
    public async Task<Outcome<T>> Make<T>(Func<Task<T>> call, CancellationToken ct, long? lostSince = null)
    {
        var began = lostSince ?? time.GetTimestamp();
        if (lostSince is not null)
        {
            metrics.Repeated();
        }

        var pause = TimeSpan.Zero;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (LostCalls.Include(e))
            {
                if (tries > 1 && time.GetElapsedTime(began) >= options.LostCallRetry)
                {
                    metrics.GivenUp();
                    return GatewayProblems.SiloUnavailable;
                }

                metrics.Repeated();
            }

            await Task.Delay(pause, time, ct);
            pause =
                pause == TimeSpan.Zero ? FirstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }
}
