using Integration.Sandbox.Shop;

namespace Integration.Sandbox.Demo;

/// <summary>The state of the demo at one time.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Elapsed">Since the first request.</param>
/// <param name="Acknowledged">Different events acknowledged.</param>
/// <param name="PerSecond">Acknowledged a second, lately.</param>
/// <param name="Sources">The senders.</param>
/// <param name="Subscribers">The partners.</param>
/// <param name="Shop">The shop that is synced.</param>
internal sealed record DemoSnapshot(
    string Phase,
    TimeSpan Elapsed,
    long Acknowledged,
    double PerSecond,
    IReadOnlyList<SourceLine> Sources,
    IReadOnlyList<SubscriberLine> Subscribers,
    ShopLine Shop
)
{
    public bool IsSettled => Shop.IsSettled && Subscribers.All(one => one.IsSettled);

    /// <summary>
    /// Whether everything that was acknowledged was delivered or is accounted for, and the hub's copy of the shop is the shop.
    /// </summary>
    public bool IsGood => Acknowledged > 0 && Shop.Faults.Count == 0 && Subscribers.All(one => one.Faults.Count == 0);
}
