namespace Integration.Sandbox.Shop;

/// <summary>All that is known of the shop at one time. What is counted is counted since the start of the demo.</summary>
/// <param name="Id">Its id at the hub.</param>
/// <param name="State">How its last sync run stands, or that it is paused.</param>
/// <param name="Runs">Sync runs.</param>
/// <param name="Calls">Their calls to the platform.</param>
/// <param name="Copied">Orders in the hub's copy.</param>
/// <param name="Orders">Orders of the shop.</param>
/// <param name="Created">Orders that were new to the copy.</param>
/// <param name="Changed">Orders that had changed.</param>
/// <param name="Deleted">Orders that the shop does not have any more.</param>
/// <param name="BehindSeconds">How far the copy lies behind the shop; null before the first sync.</param>
/// <param name="Tasks">The looks for packages, those that ended up to a day ago included.</param>
/// <param name="Packages">Times that packages were found.</param>
/// <param name="Told">Events that the hub lists.</param>
/// <param name="Pushed">Of them, those that the shop's own partner has.</param>
/// <param name="Check">What is not as it must be in the end; null before the shop holds still and is synced.</param>
/// <param name="Refusal">The hub's last refusal to sync it; null without one.</param>
internal sealed record ShopLine(
    string Id,
    string State,
    int Runs,
    long Calls,
    int Copied,
    int Orders,
    long Created,
    long Changed,
    long Deleted,
    double? BehindSeconds,
    TaskFigures Tasks,
    int Packages,
    long Told,
    long Pushed,
    IReadOnlyList<string>? Check,
    string? Refusal
)
{
    /// <summary>Whether it is synced, enriched and told to the end.</summary>
    public bool IsSettled => Check is { Count: 0 };

    /// <summary>What does not add up; empty when all does.</summary>
    public IReadOnlyList<string> Faults =>
        Check
        ??
        [
            Refusal is null
                ? "its last syncs have not ended"
                : $"its last syncs have not ended; the hub said: {Refusal}",
        ];
}
