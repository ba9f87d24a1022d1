using Integration.Access;
using Integration.Databases;
using Integration.Problems;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>The edits of one product. A thin shell: rows and rules are Storage's, with row, audit and stored answer in one transaction.</summary>
internal sealed class ProductEditGrain(
    ProductEdits edits,
    ConflictQueries conflicts,
    EditCapabilities capabilities,
    ConfigurationTransaction transaction
) : Grain, IProductEditGrain
{
    private static readonly Problem s_tryLater = new(
        "try-later",
        503,
        "A sync wrote the product at that very moment; send it again."
    )
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    private (string Shop, string Product) Place
    {
        get
        {
            var key = this.GetPrimaryKeyString();
            var slash = key.IndexOf('/', StringComparison.Ordinal);
            return (key[..slash], key[(slash + 1)..]);
        }
    }

    public async Task<Outcome<ProductEditsResource>> Change(byte[] patch, WriteContext context, CancellationToken ct)
    {
        var (shop, product) = Place;
        var before = await edits.Find(shop, product, ct);
        var writable = await capabilities.Of(shop, ct);
        return await Run(
            context,
            new ConfigurationChange<ProductEditsResource>
            {
                Action = "product.edit",
                Target = $"product/{shop}/{product}",
                Status = 200,
                Before = before,
                Write = (connection, now) => edits.Change(connection, shop, product, patch, writable, context, now, ct),
            },
            ct
        );
    }

    public async Task<Outcome<ConflictResource>> Decide(
        Guid conflict,
        ConflictDecision decision,
        WriteContext context,
        CancellationToken ct
    )
    {
        var before = await conflicts.Find(conflict, ct);
        return await Run(
            context,
            new ConfigurationChange<ConflictResource>
            {
                Action = "conflict.decide",
                Target = $"conflict/{conflict}",
                Status = 200,
                Before = before,
                Write = (connection, now) => ConflictDecisions.Decide(connection, conflict, decision, context, now, ct),
            },
            ct
        );
    }

    private async Task<Outcome<T>> Run<T>(WriteContext context, ConfigurationChange<T> change, CancellationToken ct)
        where T : class
    {
        try
        {
            return await transaction.Run(context, change, ct);
        }
        catch (PostgresException e) when (DatabaseErrors.IsPassing(e))
        {
            return s_tryLater;
        }
    }
}
