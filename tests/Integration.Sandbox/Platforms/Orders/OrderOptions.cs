namespace Integration.Sandbox.Platforms.Orders;

/// <summary>How the orders of a platform's shop start, and what happens to them.</summary>
public sealed record OrderOptions
{
    /// <summary>The most orders of one shop.</summary>
    public const int MaxOrders = 1_000_000;

    /// <summary>Orders at start, 0 to <see cref="MaxOrders"/>, placed in the 30 days before it. Default 100.</summary>
    public int Count { get; init; } = 100;

    /// <summary>Orders that another process left, in place of <see cref="Count"/> new ones; null (the default): new ones.</summary>
    public SavedBook? Saved { get; init; }

    /// <summary>Changes that each page of the list brings about after it was answered, 0 to 10,000. Default 0.</summary>
    public int ChangesPerPage { get; init; }

    /// <summary>A change comes into the list after a share of this, by seed and order. Default 0: at once.</summary>
    public TimeSpan IndexLag { get; init; }

    /// <summary>How long after its shipping an order gets its packages' numbers. Default 0: at once.</summary>
    public TimeSpan PackageDelay { get; init; }

    /// <summary>Orders that can be paged to: a page that reaches beyond is refused; null (the default): all.</summary>
    public int? Deepest { get; init; }

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        Check(Count is >= 0 and <= MaxOrders, $"orders: 0 to {MaxOrders}.");
        Check(ChangesPerPage is >= 0 and <= 10_000, "changes-per-page: 0 to 10000.");
        Check(IndexLag >= TimeSpan.Zero, "index-lag: 0 or more.");
        Check(PackageDelay >= TimeSpan.Zero, "package-delay: 0 or more.");
        Check(Deepest is null or > 0, "deepest: 1 or more.");
        return mistakes;

        void Check(bool good, string mistake)
        {
            if (!good)
            {
                mistakes.Add(mistake);
            }
        }
    }
}
