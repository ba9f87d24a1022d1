namespace Integration.Conflicts;

/// <summary>Who owns which field, of products and of their variants alike; null where a person decides.</summary>
[GenerateSerializer, Immutable, Alias("integration.FieldOwners")]
public sealed record FieldOwners
{
    /// <summary>Of titles.</summary>
    [Id(0)]
    public FieldOwner? Title { get; init; }

    /// <summary>Of prices.</summary>
    [Id(1)]
    public FieldOwner? Price { get; init; }

    /// <summary>Of stock.</summary>
    [Id(2)]
    public FieldOwner? Stock { get; init; }

    /// <summary>The owner of a field.</summary>
    public FieldOwner? Of(ProductField field) =>
        field switch
        {
            ProductField.Title => Title,
            ProductField.Price => Price,
            _ => Stock,
        };
}
