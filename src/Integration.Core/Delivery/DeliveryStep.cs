namespace Integration.Delivery;

/// <summary>What follows an attempt.</summary>
/// <param name="RetryAt">When to try again; null when the delivery is finished, well or badly.</param>
public readonly record struct DeliveryStep(DateTimeOffset? RetryAt)
{
    /// <summary>Nothing more is done.</summary>
    public static DeliveryStep Finished { get; } = new(null);
}
