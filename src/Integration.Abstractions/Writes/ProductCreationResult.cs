using Integration.Platforms;

namespace Integration.Writes;

/// <summary>What came of one product.</summary>
/// <param name="SellerCode">The seller's code that it was sent with.</param>
[GenerateSerializer, Immutable, Alias("integration.ProductCreationResult")]
public sealed record ProductCreationResult([property: Id(0)] string SellerCode)
{
    /// <summary>The platform's id of it; null where it failed.</summary>
    [Id(1)]
    public string? Id { get; init; }

    /// <summary>Whether the platform had it already, made by an earlier request of the same seller's code.</summary>
    [Id(2)]
    public bool Existed { get; init; }

    /// <summary>
    /// Whether it may be there although it failed, because no usable answer came: look at the platform before it is sent again, which
    /// could make a second one.
    /// </summary>
    [Id(3)]
    public bool MayExist { get; init; }

    /// <summary>Why it failed; null where it is there.</summary>
    [Id(4)]
    public PlatformFailure? Failure { get; init; }
}
