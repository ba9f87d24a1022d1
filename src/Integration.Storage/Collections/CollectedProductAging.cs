using Integration.Databases;

namespace Integration.Collections;

/// <summary>Ages collected products that were written at their platform: what was read before is asked for anew.</summary>
public sealed class CollectedProductAging(HubDatabase database)
{
    // Locked in one order, as those who save products do; which account collected a product does not matter.
    private const string Sql = """
        with written as (
            select product_id from collected_products where platform = $1 and product_id = any ($2)
            order by product_id for update
        )
        update collected_products p set written_at = greatest(p.written_at, $3)
        from written w where p.platform = $1 and p.product_id = w.product_id
        """;

    /// <summary>Notes that products were written; those that were never collected have nothing to age.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="ids">The platform's ids.</param>
    /// <param name="at">When, by the database clock: an answer from before, or from this instant, is old.</param>
    /// <param name="ct">Cancels the statement.</param>
    public async Task Age(string platform, IReadOnlyCollection<string> ids, DateTimeOffset at, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await connection.Execute(Sql, ct, platform, ids.ToArray(), at);
    }
}
