using System.Text.Json;

namespace Integration.Products;

/// <summary>A synced product of a shop as the API shows it.</summary>
public sealed record ShopProductResource
{
    /// <summary>The shop.</summary>
    public required string Shop { get; init; }

    /// <summary>The platform's id of it.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it can be bought.</summary>
    public required ProductStatus Status { get; init; }

    /// <summary>Its title; null where the platform tells none.</summary>
    public string? Title { get; init; }

    /// <summary>The seller's own code; null where there is none.</summary>
    public string? SellerCode { get; init; }

    /// <summary>The lowest price; null where the platform tells none.</summary>
    public Money? Price { get; init; }

    /// <summary>Pieces in all variants; null where the platform does not tell.</summary>
    public long? Stock { get; init; }

    /// <summary>Raised by each real change, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The canonical product, as far as the platform has told it.</summary>
    public required JsonElement Product { get; init; }

    /// <summary>When the platform last changed it; null where it does not tell.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it was first stored, UTC: the order of lists.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last version was stored, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Since when a full run has not seen it, nor anybody else; null where it was seen.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>Since when it counts as deleted; null where it does not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }
}
