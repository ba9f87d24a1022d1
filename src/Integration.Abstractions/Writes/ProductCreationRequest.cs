namespace Integration.Writes;

/// <summary>Products that are to be created at a platform.</summary>
public sealed record ProductCreationRequest
{
    /// <summary>1 to 100, of different seller's codes.</summary>
    public required ProductToCreate[] Products { get; init; }
}
