namespace Integration.Conflicts;

/// <summary>The local edits of a synced product.</summary>
[GenerateSerializer, Immutable, Alias("integration.ProductEditsResource")]
public sealed record ProductEditsResource
{
    /// <summary>The shop.</summary>
    [Id(0)]
    public required string Shop { get; init; }

    /// <summary>The platform's id of the product.</summary>
    [Id(1)]
    public required string Product { get; init; }

    /// <summary>Raised by each change of the edits' values; the value of <c>If-Match</c>. 0 where there never was any.</summary>
    [Id(2)]
    public required long Version { get; init; }

    /// <summary>One a field.</summary>
    [Id(3)]
    public required ProductEditResource[] Edits { get; init; }
}
