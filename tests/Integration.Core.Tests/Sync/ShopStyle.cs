namespace Integration.Sync;

/// <summary>The manners of a platform's list, as the simulated shop plays them.</summary>
internal sealed record ShopStyle(string Name, ShopPaging Paging, WindowLimit[] Windows)
{
    private static readonly WindowLimit Changed = new(WindowTime.Changed);
    private static readonly WindowLimit Created = new(WindowTime.Created);

    /// <summary>Records a page at most, whatever is asked for.</summary>
    public int Cap { get; init; } = 10;

    /// <summary>Whether every page tells the total, the first answer only, or none.</summary>
    public int TotalsTold { get; init; } = int.MaxValue;

    /// <summary>How deep a list can be paged, in records.</summary>
    public int? DeepLimit { get; init; }

    /// <summary>Whether a change moves a record to the front even in windows by creation.</summary>
    public bool SortsByChange { get; init; }

    /// <summary>Whether the newest record is on page 1.</summary>
    public bool NewestFirst { get; init; } = true;

    /// <summary>Whether answers tell the platform's time.</summary>
    public bool TellsTime { get; init; } = true;

    /// <summary>Whether it is read without windows.</summary>
    public bool HasWhole { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public string? Zone { get; init; }

    public ListManners Manners =>
        new()
        {
            Windows = Windows,
            HasWhole = HasWhole,
            MaxAge = MaxAge,
            Shifts = Paging == ShopPaging.Upwards || HasWhole,
            Zone = Zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(Zone),
        };

    /// <summary>The five platforms, and what else there is.</summary>
    public static ShopStyle[] All { get; } =
    [
        new("temu", ShopPaging.Backwards, [Changed, Created]) { DeepLimit = 40 },
        new(
            "taobao",
            ShopPaging.Backwards,
            [new(WindowTime.Changed, TimeSpan.FromMinutes(30)), new(WindowTime.Created, TimeSpan.FromHours(4))]
        )
        {
            TotalsTold = 1,
            MaxAge = TimeSpan.FromDays(3),
        },
        new("1688", ShopPaging.Upwards, [Changed, Created]) { Cap = 4, SortsByChange = true },
        new("aliexpress", ShopPaging.Upwards, [Changed]) { DeepLimit = 50, Zone = "America/Los_Angeles" },
        new(
            "pinduoduo",
            ShopPaging.Backwards,
            [new(WindowTime.Changed, TimeSpan.FromMinutes(30)), new(WindowTime.Created, TimeSpan.FromHours(24))]
        ),
        new("has-next-only", ShopPaging.Upwards, [Changed, Created]) { TotalsTold = 0, TellsTime = false },
        new("cursor", ShopPaging.Cursor, [Changed]) { TotalsTold = 0, NewestFirst = false },
        new("whole-list", ShopPaging.Upwards, []) { HasWhole = true },
        new("whole-list-with-changes", ShopPaging.Backwards, [Changed])
        {
            HasWhole = true,
            NewestFirst = false,
            DeepLimit = 100,
        },
    ];

    public override string ToString() => Name;
}
