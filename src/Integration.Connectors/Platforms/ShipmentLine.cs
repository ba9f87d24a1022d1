using Integration.Orders;

namespace Integration.Platforms;

/// <summary>A line of an order in a parcel.</summary>
/// <param name="LineId">The line, as <see cref="OrderLine.Id"/>.</param>
/// <param name="Quantity">Pieces in the parcel, 1 or more.</param>
public sealed record ShipmentLine(string LineId, long Quantity)
{
    /// <summary>The platform's id of the product; null where it is not known.</summary>
    public string? ProductId { get; init; }

    /// <summary>The platform's id of the variant; null where it is not known.</summary>
    public string? VariantId { get; init; }
}
