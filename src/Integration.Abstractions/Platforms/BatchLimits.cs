namespace Integration.Platforms;

/// <summary>How many things a kind of app writes in one call; 0 where it cannot write them.</summary>
/// <param name="Creates">Products created in one call.</param>
/// <param name="Updates">Products changed in one call.</param>
/// <param name="StockUpdates">Stock levels set in one call.</param>
public sealed record BatchLimits(int Creates, int Updates, int StockUpdates)
{
    /// <summary>
    /// Whether the platform knows a seller's code that it has seen before, so that a creation whose answer was lost can be sent again
    /// without making a second product.
    /// </summary>
    public bool KnowsRepeats { get; init; }

    /// <summary>Orders placed in one call; default 0, where it cannot place any.</summary>
    public int Orders { get; init; }

    /// <summary>
    /// Whether an order of a number that the platform has seen is not placed a second time however soon it is sent again, so that one whose
    /// answer was lost can be.
    /// </summary>
    public bool KnowsRepeatedOrders { get; init; }

    /// <summary>Whether a change of a product may hold another title; default true. Without updates it says nothing.</summary>
    public bool ChangesTitles { get; init; } = true;

    /// <summary>Whether a change of a product may hold other prices; default true. Without updates it says nothing.</summary>
    public bool ChangesPrices { get; init; } = true;
}
