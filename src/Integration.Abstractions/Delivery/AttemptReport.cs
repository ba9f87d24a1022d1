namespace Integration.Delivery;

/// <summary>The committed outcome of one attempt, told to the grain that started it; telling it twice does no harm.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="RetryAt">When it is due again, UTC; null when it is finished or no longer ours.</param>
/// <param name="AttemptsBefore">Attempts made before this one: names the attempt among those of the delivery.</param>
[GenerateSerializer, Immutable, Alias("integration.AttemptReport")]
public sealed record AttemptReport(
    [property: Id(0)] Guid DeliveryId,
    [property: Id(1)] DateTimeOffset? RetryAt,
    [property: Id(2)] int AttemptsBefore
);
