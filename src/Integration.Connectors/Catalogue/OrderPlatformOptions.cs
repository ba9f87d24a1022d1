using System.ComponentModel.DataAnnotations;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>What every connector that lists orders can be told about it, beside what all connectors can.</summary>
public abstract class OrderPlatformOptions : PlatformOptions
{
    /// <summary>
    /// How deep a list of orders is paged, in orders; 100 to 1,000,000, default 10,000. No platform publishes a limit: where more orders
    /// match, the window is cut in two, which costs a few calls, while a page too deep would fail the sync.
    /// </summary>
    [Range(100, 1_000_000)]
    public int MaxOrderRows { get; set; } = 10_000;

    /// <summary>
    /// How long before the platform's now a window of orders ends; 0 to 1 h, default 1 min. Shorter is fresher; longer than the list's
    /// own delay keeps late orders out of the pages under way.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan OrderLag { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How much of the window before is read again; 0 to 1 d, default 5 min. Orders that come into the list later than this after
    /// their change are found by the next full sync only.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan OrderOverlap { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The limits of the list of orders as far as these options decide them, with both windows and no limit of length.</summary>
    internal OrderLimits Orders(int maxPageSize) =>
        new(maxPageSize)
        {
            Windows = [new(OrderTime.Updated), new(OrderTime.Created)],
            MaxRows = MaxOrderRows,
            LagSeconds = (int)OrderLag.TotalSeconds,
            OverlapSeconds = (int)OrderOverlap.TotalSeconds,
        };
}
