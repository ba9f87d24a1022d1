using Integration.Benchmarks.PlatformSync;

namespace Integration.Benchmarks.ShopSync;

/// <summary>A first and a second full run over a shop that does not change, and the hand-written program.</summary>
/// <param name="First">Everything is new.</param>
/// <param name="Again">Nothing has changed.</param>
/// <param name="OneByOne">One call and one statement an order.</param>
internal sealed record CostFigures(FullRunFigures First, FullRunFigures Again, Reading OneByOne)
{
    /// <summary>What the hand-written program takes for an order, ms.</summary>
    public double OneByOneTime(CostLoad load) => OneByOne.Time.TotalMilliseconds / load.OneByOne;

    /// <summary>The share of calls that a run saved, of one an order.</summary>
    public static double Saved(FullRunFigures run, CostLoad load) => 1 - (run.Calls / (double)load.Orders);

    /// <summary>How many times as fast as one by one a run was.</summary>
    public double Ratio(FullRunFigures run, CostLoad load) =>
        OneByOneTime(load) * load.Orders / run.Time.TotalMilliseconds;
}
