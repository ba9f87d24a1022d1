namespace Integration.Writes;

/// <summary>What came of a request to place orders.</summary>
[GenerateSerializer, Immutable, Alias("integration.OrderPushResource")]
public sealed record OrderPushResource
{
    /// <summary>The platform account that buys.</summary>
    [Id(0)]
    public required string Account { get; init; }

    /// <summary>Its platform.</summary>
    [Id(1)]
    public required string Platform { get; init; }

    /// <summary>How many the platform has now.</summary>
    [Id(2)]
    public required int Placed { get; init; }

    /// <summary>How many failed.</summary>
    [Id(3)]
    public required int Failed { get; init; }

    /// <summary>One for each order, in the request's order.</summary>
    [Id(4)]
    public required OrderPushResult[] Results { get; init; }
}
