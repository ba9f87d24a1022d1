using Integration.Orders;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>An order that a platform has taken.</summary>
/// <param name="Numbers">The platform's numbers of it, one or more: several where it has split the order.</param>
/// <param name="Existed">Whether it was there already, placed by an earlier one of the same buyer's number.</param>
public sealed record PushedOrder(string[] Numbers, bool Existed = false)
{
    /// <summary>What is to be paid for it; null where the platform does not tell.</summary>
    public Money? Total { get; init; }

    /// <summary>What of that is for its transport; null where the platform does not tell.</summary>
    public Money? Freight { get; init; }

    /// <summary>Lines that the platform has left out of it; empty where it took all.</summary>
    public LineNotPlaced[] NotPlaced { get; init; } = [];
}
