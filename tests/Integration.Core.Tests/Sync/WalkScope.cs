namespace Integration.Sync;

/// <summary>A walk under test, which is told one answer after another.</summary>
internal sealed class WalkScope
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly ListManners Manners = new()
    {
        Windows = [new(WindowTime.Changed, TimeSpan.FromMinutes(30)), new(WindowTime.Created, TimeSpan.FromDays(1))],
    };

    /// <summary>The list was synced at 11:30 and its clock is ours.</summary>
    public static readonly SyncMarks Marks = new()
    {
        End = Noon.AddMinutes(-30),
        Generation = 7,
        Offset = TimeSpan.Zero,
    };

    public WalkTerms Terms { get; init; } = new(Manners, new());

    public DateTimeOffset Now { get; set; } = Noon;

    public SyncWalk Walk { get; private set; } = null!;

    public WalkRequest Next => Walk.Next!;

    public static DateTimeOffset At(int minutes, int seconds = 0) => Noon.AddMinutes(minutes).AddSeconds(seconds);

    public WalkScope Incremental(SyncMarks? marks = null) => Begin(WalkStart.Incremental(marks ?? Marks, Terms, Now));

    public WalkScope Full(SyncMarks? marks = null) => Begin(WalkStart.Full(marks ?? Marks, Terms, Now));

    public WalkScope Backfill(WalkWindow window) => Begin(WalkStart.Backfill(window, Marks, Terms, Now));

    /// <summary>A page came.</summary>
    public WalkScope Page(WalkPage page)
    {
        Walk = WalkSteps.After(Walk, page, Terms, Now);
        return this;
    }

    /// <summary>A page of ten rows came.</summary>
    public WalkScope Rows(string? next, long? total = null, int rows = 10, int news = 0) =>
        Page(new(rows, news, next) { Total = total });

    public WalkScope Fail(WalkFailureKind kind, TimeSpan? retryAfter = null)
    {
        Walk = WalkSteps.After(Walk, new WalkFailure(kind, "no", retryAfter), Terms, Now);
        return this;
    }

    public WalkScope Resume()
    {
        Walk = WalkSteps.Resume(Walk);
        return this;
    }

    /// <summary>All windows that are left are read, one page each.</summary>
    public List<WalkWindow?> ReadAll()
    {
        var read = new List<WalkWindow?>();
        while (Walk.Next is { } next)
        {
            read.Count.Should().BeLessThan(1000, "a walk ends");
            read.Add(next.Window);
            Rows(null, 10);
        }

        return read;
    }

    private WalkScope Begin(SyncWalk walk)
    {
        Walk = walk;
        return this;
    }
}
