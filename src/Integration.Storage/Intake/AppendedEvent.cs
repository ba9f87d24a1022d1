using Integration.Delivery;

namespace Integration.Intake;

/// <summary>What an append made of one draft.</summary>
/// <param name="Result">The answer to the sender.</param>
/// <param name="Event">The stored event; null for a duplicate or a refused one.</param>
/// <param name="Deliveries">Its deliveries with their subscribers, to be published once the transaction has committed.</param>
/// <param name="FanoutPending">It has more subscribers than one step takes; the cursor goes on.</param>
public sealed record AppendedEvent(
    AppendResult Result,
    StoredEvent? Event,
    IReadOnlyList<RoutedDelivery> Deliveries,
    bool FanoutPending
)
{
    /// <summary>An event that was there already, or was refused.</summary>
    public static AppendedEvent NotStored(AppendResult result) => new(result, null, [], false);
}
