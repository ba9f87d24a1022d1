using System.ComponentModel.DataAnnotations;

namespace Integration.Collections;

/// <summary>How products are collected, and what is kept of them.</summary>
public sealed class CollectionOptions
{
    /// <summary>Ids and links of one request; 1 to 50,000, default 5,000. More are refused.</summary>
    [Range(1, 50_000)]
    public int MaxItems { get; set; } = 5_000;

    /// <summary>Products of one shop's list; 1 to 1,000,000, default 100,000. A longer list ends there, which is told as an error.</summary>
    [Range(1, 1_000_000)]
    public int MaxListed { get; set; } = 100_000;

    /// <summary>Collections that run at once in the cluster; 1 to 10,000, default 100. Above it starting one answers 503.</summary>
    [Range(1, 10_000)]
    public int MaxRunning { get; set; } = 100;

    /// <summary>
    /// Batches of one collection that are asked for at once; 1 to 64, default 4. More are faster until the platform's rate is
    /// reached; a crash repeats at most so many.
    /// </summary>
    [Range(1, 64)]
    public int BatchesInFlight { get; set; } = 4;

    /// <summary>Attempts of an item or of a page; 1 to 50, default 5. Then a passing failure is final.</summary>
    [Range(1, 50)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The wait after the first passing failure, doubled after each; 10 ms to 10 min, default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait of our own; 1 s to 1 h, default 1 min. A platform that names a longer one is obeyed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Between two looks for collections with due items; 100 ms to 1 min, default 2 s. After a crash work goes on so much later.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Versions of which a product's changes are kept; 1 to 1,000, default 20. Older ones are deleted.</summary>
    [Range(1, 1_000)]
    public int KeptVersions { get; set; } = 20;

    /// <summary>
    /// Bytes of a product's raw payloads that are kept; 0 to 64 MiB, default 1 MiB. Of a larger product none is kept, because a
    /// part of it would be no payload.
    /// </summary>
    [Range(0, 64 << 20)]
    public int MaxRawBytes { get; set; } = 1 << 20;
}
