using System.ComponentModel.DataAnnotations;

namespace Integration.Pipeline;

/// <summary>
/// What is put around the calls to one platform; <c>Integration:Platforms:{Platform}:Pipeline</c>. Limits hold for each account, in
/// each process; rates for the whole cluster.
/// </summary>
public sealed class PipelineOptions
{
    /// <summary>
    /// How long a call may take with all its waits and attempts; 1 s to 15 min, default 2 min. Then it is a transient failure.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a call is made again after transient failures; 0 to 10, default 3.</summary>
    [Range(0, 10)]
    public int TransientRetries { get; set; } = 3;

    /// <summary>How often a call is made again after "too many"; 0 to 10, default 3.</summary>
    [Range(0, 10)]
    public int ThrottledRetries { get; set; } = 3;

    /// <summary>
    /// The wait before the first repetition after a transient failure; 1 ms to 1 min, default 500 ms. Doubles each time; from half to
    /// one and a half of it is waited, by chance, so that callers who failed together do not come back together.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest wait for which a call that met "too many" is held; 0 to 5 min, default 10 s. Where the platform asks for more, the
    /// caller gets the failure with the time at once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan LongestThrottleWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The share of attempts that fail for a passing reason from which on an account is left in peace; 0.05 to 1, default 0.7.
    /// </summary>
    [Range(0.05, 1)]
    public double BreakerFailureShare { get; set; } = 0.7;

    /// <summary>Attempts within <see cref="BreakerWindow"/> below which the share says nothing; 2 to 10,000, default 20.</summary>
    [Range(2, 10_000)]
    public int BreakerMinimumCalls { get; set; } = 20;

    /// <summary>Over which time the share is taken; 1 s to 10 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long an account is left in peace; 500 ms to 10 min, default 15 s. Calls fail at once meanwhile; then one is let through.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Calls of an account at once, those that wait for a permit included; 1 to 1,024, default 16.</summary>
    [Range(1, 1024)]
    public int MaxConcurrentCalls { get; set; } = 16;

    /// <summary>
    /// Calls of an account that wait for their turn; 0 to 100,000, default 1,000. One more is refused as throttled.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxQueuedCalls { get; set; } = 1000;

    /// <summary>
    /// How long a call waits for a permit of the cluster's rate; 0 to 5 s, default 5 s. A permit is never given further ahead, so that
    /// no more than this is lost with a process that dies.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:05")]
    public TimeSpan RateWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Calls a second of an account where the platform publishes no rate; 0.01 to 10,000, default 10. Too high a value costs
    /// refusals until the rate is learnt; above it nothing is learnt.
    /// </summary>
    [Range(0.01, 10_000)]
    public double CallsPerSecond { get; set; } = 10;

    /// <summary>
    /// The share of a rate that is used evenly; 0.5 to 1, default 0.95. The rest may come at once, so that no window of the platform
    /// holds more than it allows, wherever the window begins.
    /// </summary>
    [Range(0.5, 1)]
    public double RateShare { get; set; } = 0.95;

    /// <summary>
    /// To which part a rate is cut when the platform says "too many"; 0.1 to 0.95, default 0.5: a limit that was halved is met at once.
    /// </summary>
    [Range(0.1, 0.95)]
    public double RateCut { get; set; } = 0.5;

    /// <summary>
    /// Which share of the full rate a cut rate regains every 10 s; 0.001 to 1, default 0.02. Higher values meet a lowered limit more
    /// often.
    /// </summary>
    [Range(0.001, 1)]
    public double RateRecovery { get; set; } = 0.02;

    /// <summary>
    /// Calls a second of an account and process while the cluster cannot be asked; 0.01 to 1,000, default 1. Times the number of
    /// processes it should stay well below the platform's rate.
    /// </summary>
    [Range(0.01, 1000)]
    public double EmergencyCallsPerSecond { get; set; } = 1;

    /// <summary>
    /// Accounts whose circuit and limits are remembered while nothing calls them; 10 to 100,000, default 10,000. At the limit the ones
    /// used longest ago are forgotten: they begin anew.
    /// </summary>
    [Range(10, 100_000)]
    public int MaxAccounts { get; set; } = 10_000;

    /// <summary>After which time without a call an account is forgotten; 1 min to 1 d, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AccountIdle { get; set; } = TimeSpan.FromMinutes(10);
}
