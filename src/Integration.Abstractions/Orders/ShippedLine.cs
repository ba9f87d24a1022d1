namespace Integration.Orders;

/// <summary>A line of an order in a parcel.</summary>
/// <param name="Id">The line, as <see cref="OrderLine.Id"/>.</param>
[GenerateSerializer, Immutable, Alias("integration.ShippedLine")]
public sealed record ShippedLine([property: Id(0)] string? Id)
{
    /// <summary>Pieces in the parcel, 1 up to those of the line; all of them when left out.</summary>
    [Id(1)]
    public long? Quantity { get; init; }
}
