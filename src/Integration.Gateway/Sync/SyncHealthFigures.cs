namespace Integration.Sync;

/// <summary>What the health is judged by, of each the worst; null where there is none.</summary>
internal sealed record SyncHealthFigures
{
    /// <summary>The shop with the most enrichment tasks that are due.</summary>
    public (string Shop, long Tasks)? Backlog { get; init; }

    /// <summary>The shop of whose ended tasks the largest share failed.</summary>
    public ShopShare? Failures { get; init; }

    /// <summary>The run that has been under way for longest, and for how long.</summary>
    public (SyncUnderWay Run, TimeSpan Time)? Longest { get; init; }

    /// <summary>The account of whose calls the largest share failed.</summary>
    public (string Account, long Failed, long All)? Calls { get; init; }

    /// <summary>Workers that an alert says do not run.</summary>
    public IReadOnlyList<string> StoppedWorkers { get; init; } = [];

    /// <summary>The shop that is furthest behind its platform.</summary>
    public ShopFreshness? Latest { get; init; }

    /// <summary>Shops that are paused because the platform does not accept their account's credentials.</summary>
    public IReadOnlyList<string> RefusedShops { get; init; } = [];
}
