using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Writes;

/// <summary>What came of one order.</summary>
/// <param name="Number">The buyer's number that it was sent with.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderPushResult")]
public sealed record OrderPushResult([property: Id(0)] string Number)
{
    /// <summary>The platform's numbers of it: several where the platform has split it; empty where it failed.</summary>
    [Id(1)]
    public string[] PlatformNumbers { get; init; } = [];

    /// <summary>Whether the platform had it already, placed by an earlier request of the same number.</summary>
    [Id(2)]
    public bool Existed { get; init; }

    /// <summary>What is to be paid for it; null where the platform does not tell.</summary>
    [Id(3)]
    public Money? Total { get; init; }

    /// <summary>What of that is for its transport; null where the platform does not tell.</summary>
    [Id(4)]
    public Money? Freight { get; init; }

    /// <summary>
    /// Whether it may be placed although it failed, because no usable answer came. Sent again with its number a minute later it is not
    /// placed twice where the platform can be asked for that number.
    /// </summary>
    [Id(5)]
    public bool MayExist { get; init; }

    /// <summary>Why it failed; null where it is placed.</summary>
    [Id(6)]
    public PlatformFailure? Failure { get; init; }

    /// <summary>Lines that the platform has left out of an order that it took; empty where it took all.</summary>
    [Id(7)]
    public LineNotPlaced[] NotPlaced { get; init; } = [];
}
