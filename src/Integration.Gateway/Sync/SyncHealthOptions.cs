using System.ComponentModel.DataAnnotations;

namespace Integration.Sync;

/// <summary>What the health of syncs is judged by (<c>Integration:SyncHealth</c>). Its limits are those of the alert rules in force.</summary>
public sealed class SyncHealthOptions
{
    /// <summary>The time that shares of failures are taken over; 1 min to 1 h, default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Tasks or calls in that time from which a share is judged; 1 to 10,000, default 20. One failure of two says nothing.</summary>
    [Range(1, 10_000)]
    public int LeastCount { get; set; } = 20;

    /// <summary>Shops that are looked at, the worst of them; 10 to 10,000, default 1,000.</summary>
    [Range(10, 10_000)]
    public int MaxShops { get; set; } = 1_000;

    /// <summary>Tasks that are counted: of each shop those that are due, and of all those that ended last; 1,000 to 100,000, default 10,000.</summary>
    [Range(1_000, 100_000)]
    public int MaxTasks { get; set; } = 10_000;
}
