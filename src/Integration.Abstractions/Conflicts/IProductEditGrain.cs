using Integration.Access;
using Integration.Problems;

namespace Integration.Conflicts;

/// <summary>The local edits of one synced product, and decisions about their conflicts. Key: <see cref="KeyOf"/>.</summary>
[Alias("integration.IProductEditGrain")]
public interface IProductEditGrain : IGrainWithStringKey
{
    /// <summary>The key of a product's grain. A shop's id has no slash, so the first one is ours.</summary>
    static string KeyOf(string shop, string product) => $"{shop}/{product}";

    /// <summary>Changes the edits by a JSON merge patch of a <see cref="ProductEdit"/>.</summary>
    [Alias("Change")]
    Task<Outcome<ProductEditsResource>> Change(byte[] patch, WriteContext context, CancellationToken ct);

    /// <summary>Decides about an open conflict of the product; 409 where it has ended.</summary>
    [Alias("Decide")]
    Task<Outcome<ConflictResource>> Decide(
        Guid conflict,
        ConflictDecision decision,
        WriteContext context,
        CancellationToken ct
    );
}
