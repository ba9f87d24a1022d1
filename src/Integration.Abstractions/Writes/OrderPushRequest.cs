using Integration.Orders;

namespace Integration.Writes;

/// <summary>Orders that are to be placed at a platform.</summary>
public sealed record OrderPushRequest
{
    /// <summary>1 to 20, of different numbers.</summary>
    public required OrderDraft[] Orders { get; init; }
}
