using System.ComponentModel.DataAnnotations;

namespace Integration.Enrichment;

/// <summary>How tasks that look for packages are given out. How long ended ones are kept stands in the retention options.</summary>
public sealed class EnrichmentOptions
{
    /// <summary>Tasks of one batch; 1 to 1,000, default 50.</summary>
    [Range(1, 1_000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>
    /// How long a worker has a task; 10 s to 1 h, default 5 min. After that it is given to another one: the worker counts as dead, and
    /// what it still writes finds no row.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan LockTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Retries of a task; 0 to 50, default 5. Then a passing failure is final.</summary>
    [Range(0, 50)]
    public int MaxRetries { get; set; } = 5;
}
