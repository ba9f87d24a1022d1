namespace Integration.Sandbox.Platforms.Orders;

/// <summary>A package of a line.</summary>
/// <param name="Number">Its number, unique on the platform.</param>
/// <param name="AssignedAt">From when on the platform tells it.</param>
public sealed record ShopPackage(string Number, DateTimeOffset AssignedAt)
{
    /// <summary>The platform's id of the carrier, where the seller told it.</summary>
    public string? Carrier { get; init; }

    /// <summary>The carrier's number, where the seller told it.</summary>
    public string? TrackingNumber { get; init; }
}
