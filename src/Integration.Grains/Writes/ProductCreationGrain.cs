using Integration.Access;
using Integration.Problems;

namespace Integration.Writes;

/// <summary>Creates products with one account. A thin shell: <see cref="ProductCreation"/> does it, and the optimiser outside of any turn.</summary>
internal sealed class ProductCreationGrain(ProductCreation creation) : Grain, IProductCreationGrain
{
    public async Task<Outcome<ProductCreationResource>> Create(
        byte[] request,
        WriteContext context,
        CancellationToken ct
    )
    {
        var created = await creation.Run(this.GetPrimaryKeyString(), request, context, ct);
        if (created.Problem is { Status: 404 })
        {
            // Ids that nobody configured must not fill the memory.
            DeactivateOnIdle();
        }

        return created;
    }
}
