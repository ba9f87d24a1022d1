namespace Integration.Writes;

/// <summary>What came of a request to create products.</summary>
[GenerateSerializer, Immutable, Alias("integration.ProductCreationResource")]
public sealed record ProductCreationResource
{
    /// <summary>The platform account.</summary>
    [Id(0)]
    public required string Account { get; init; }

    /// <summary>Its platform.</summary>
    [Id(1)]
    public required string Platform { get; init; }

    /// <summary>How many the platform has now.</summary>
    [Id(2)]
    public required int Created { get; init; }

    /// <summary>How many failed.</summary>
    [Id(3)]
    public required int Failed { get; init; }

    /// <summary>One for each product, in the request's order.</summary>
    [Id(4)]
    public required ProductCreationResult[] Results { get; init; }
}
