using System.ComponentModel.DataAnnotations;

namespace Integration.Shops;

/// <summary>When shops are synced by themselves.</summary>
public sealed class ShopOptions
{
    /// <summary>Between two incremental runs of a kind, where the shop says nothing else; 1 min to 1 d, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The shortest interval that a shop may have; 1 s to 1 d, default 1 min. Shorter asks the platform more often than it tells
    /// anything new.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LeastEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest interval that a shop may have; 1 min to 30 d, default 7 d.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan MostEvery { get; set; } = TimeSpan.FromDays(7);

    /// <summary>When all orders are read, as a cron expression in the shop's zone; default daily at 02:00.</summary>
    [Required]
    public string FullOrders { get; set; } = "0 2 * * *";

    /// <summary>When all products are read, as a cron expression in the shop's zone; default daily at 03:00.</summary>
    [Required]
    public string FullProducts { get; set; } = "0 3 * * *";

    /// <summary>
    /// Full runs of one time start within this after it, each shop at its own instant; 0 to 10 min, default 45 s. Shops whose
    /// runs start at once share a database and, often, a rate.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Spread { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>When a full run by schedule that failed is made again; 1 min to 1 d, default 1 h. The next one may come earlier.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan FullAgainAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often each silo looks for what is due; 100 ms to 30 s, default 5 s. A run starts so much late at the most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs that a silo starts at one look; 1 to 5,000, default 50. What is due beyond starts at the next looks: so many shops
    /// that were due during an outage do not start at once.
    /// </summary>
    [Range(1, 5_000)]
    public int StartsPerSweep { get; set; } = 50;

    /// <summary>
    /// Runs that a look wakes where they do not go on; 1 to 10,000, default 2,000, those without progress for longest first.
    /// </summary>
    [Range(1, 10_000)]
    public int WakesPerSweep { get; set; } = 2_000;

    /// <summary>Pages of a platform that a silo reads and writes at once; 1 to 1,000, default 64. Each is in memory; the others wait.</summary>
    [Range(1, 1_000)]
    public int PagesAtOnce { get; set; } = 64;

    /// <summary>Pages that a silo writes at once, of <see cref="PagesAtOnce"/>; 1 to 64, default 4. The others wait for a connection.</summary>
    [Range(1, 64)]
    public int WritesAtOnce { get; set; } = 4;

    /// <summary>Records that could not be read and are tried again one after the other; 1 to 1,000, default 50. Then the next look goes on.</summary>
    [Range(1, 1_000)]
    public int RetriesAtOnce { get; set; } = 50;

    /// <summary>Webhooks of a shop whose records are read again one after the other; 1 to 1,000, default 200. Then the next ones follow.</summary>
    [Range(1, 1_000)]
    public int HintsAtOnce { get; set; } = 200;

    /// <summary>
    /// How long after its receipt a webhook of a shop is looked at; 0 to 1 min, default 1 s. What takes longer to be stored is left to
    /// polling.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan HintLag { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Webhooks of a shop that are older are left to polling; 1 min to 1 d, default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan HintReach { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The longest window of a backfill; 1 d to 3,650 d, default 366 d.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan LongestBackfill { get; set; } = TimeSpan.FromDays(366);
}
