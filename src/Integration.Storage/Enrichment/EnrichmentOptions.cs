using System.ComponentModel.DataAnnotations;

namespace Integration.Enrichment;

/// <summary>How tasks that look for packages are worked on. How long ended ones are kept stands in the retention options.</summary>
public sealed class EnrichmentOptions
{
    /// <summary>Tasks of one batch; 1 to 1,000, default 50.</summary>
    [Range(1, 1_000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>
    /// How long a worker has a task; 10 s to 1 h, default 5 min. After that it is given to another one: the worker counts as dead, and
    /// what it still writes finds no row. A living one gives up its calls shortly before.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan LockTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Retries of a task; 0 to 50, default 5. Then a passing failure is final.</summary>
    [Range(0, 50)]
    public int MaxRetries { get; set; } = 5;

    /// <summary>How often each silo looks for due tasks; 100 ms to 1 min, default 5 s. Without any a look costs one index probe.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Calls of one shop in flight; 1 to 256, default 16. As many as a pipeline lets through for an account: more would only wait there,
    /// fewer may leave a part of the platform's rate unused.
    /// </summary>
    [Range(1, 256)]
    public int CallsInFlight { get; set; } = 16;

    /// <summary>Wait before the first retry; 100 ms to 1 h, default 10 s. Doubles each time, plus up to a fifth by chance.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RetryWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest such wait; 100 ms to 1 d, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan LongestRetryWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Wait before the second look at an order that had no package; 1 s to 1 d, default 5 min. Doubles each time, plus up to a fifth
    /// by chance.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LookWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest such wait; 1 s to 7 d, default 6 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan LongestLookWait { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// Looks at an order that has no package; 1 to 10,000, default 120: about a month. Then the task fails.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxLooks { get; set; } = 120;

    /// <summary>
    /// Looks at an order that the platform says it does not have, which right after a list may mean "not there yet", and at one that
    /// has packages for some of its lines on their way and not for all; 0 to 1,000, default 6: about five hours. Then the first fails,
    /// and the second is completed with what there is.
    /// </summary>
    [Range(0, 1_000)]
    public int MaxMissingLooks { get; set; } = 6;

    /// <summary>
    /// How long a shop is left in peace whose credentials or permissions the platform refused, that is paused, or whose account cannot
    /// be used; 1 s to 1 d, default 1 min. A start by hand does not wait for it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RefusedWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Orders that one request may name; 1 to 100,000, default 5,000.</summary>
    [Range(1, 100_000)]
    public int MaxOrdersPerRequest { get; set; } = 5_000;
}
