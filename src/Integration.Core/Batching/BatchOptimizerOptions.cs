using System.ComponentModel.DataAnnotations;

namespace Integration.Batching;

/// <summary>Bounds of a <see cref="BatchOptimizer{TKey,TItem,TResult}"/>.</summary>
public sealed class BatchOptimizerOptions
{
    /// <summary>
    /// How long an item waits for others at most; 1 ms to 1 min, default 200 ms. Longer means fewer and fuller calls, and a slower
    /// answer where little happens. A full batch does not wait.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan WaitingLimit { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often an item that failed for a passing reason is sent again; 0 to 10, default 3. Then its failure is told.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Before the first repetition, where the platform says nothing; doubled for each further one, 0–20 % more by chance; 10 ms to
    /// 1 min, default 500 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// The longest wait before a repetition; 1 s to 1 h, default 1 min. Where the platform asks for more, such as the rest of the day,
    /// the failure is told at once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Calls of one key at once; 1 to 64, default 4. Items of one id are never in two of them.</summary>
    [Range(1, 64)]
    public int CallsAtOnce { get; set; } = 4;

    /// <summary>
    /// Items that are held for all keys together, those in calls included; 1 to 1,000,000, default 10,000. Above it new ones are
    /// refused.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxQueued { get; set; } = 10_000;

    /// <summary>
    /// Bytes of all these items; 1 KiB to 4 GiB, default 64 MiB. Above it new ones are refused; a single larger one is taken alone.
    /// </summary>
    [Range(1024d, 4_294_967_296d)]
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long the end of the process waits for what was handed in; 0 s to 5 min, default 5 s. What is not done by then is told as
    /// stopped; whether the platform did it is unknown for items that were in a call.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(5);
}
