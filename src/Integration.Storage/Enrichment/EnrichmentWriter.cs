using Integration.Databases;
using Integration.Delivery;
using Integration.Lists;
using Integration.Sync;
using Npgsql;

namespace Integration.Enrichment;

/// <summary>
/// Writes what came of tasks in groups, in one transaction with the orders and their events. Only those are written that the worker
/// still has: one whose lock ran out writes nothing.
/// </summary>
public sealed class EnrichmentWriter(HubDatabase database, SyncPageWriter pages)
{
    private const int MaxRetries = 5;

    private const string WriteTasks = """
        update enrichment_tasks t
        set status = o.status, claim = null, locked_until = null, due_at = coalesce(o.due_at, t.due_at),
            retries = t.retries + o.retry, error = o.error,
            looks = case when t.package_sn is null and o.package_sn is not null then 0 else t.looks end + o.look,
            refusals = case when o.refusal then t.refusals + 1 when o.error is null then 0 else t.refusals end,
            package_sn = coalesce(o.package_sn, t.package_sn), updated_at = $2,
            finished_at = case when o.status > 1 then $2 end
        from unnest($3::text[], $4::uuid[], $5::smallint[], $6::timestamptz[], $7::smallint[], $8::int[], $9::text[],
            $10::text[], $11::boolean[]) as o (number, claim, status, due_at, retry, look, error, package_sn, refusal)
        where t.shop = $1 and t.number = o.number and t.claim = o.claim and t.status = 1
        returning t.number
        """;

    /// <summary>Writes outcomes of one shop's tasks.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="platform">The platform's name.</param>
    /// <param name="outcomes">Each task once.</param>
    /// <param name="routing">The silo's routing table.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <exception cref="PostgresException">Nothing of it could be stored.</exception>
    public async Task<EnrichmentResults> Write(
        string shop,
        string platform,
        IReadOnlyList<EnrichmentOutcome> outcomes,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                return await WriteOnce(shop, platform, outcomes, routing, now, ct);
            }
            catch (LostRaceException) when (left > 0)
            {
                // A sync wrote one of the orders.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsPassing(e))
            {
                // A deadlock or a lost race.
            }
        }
    }

    private async Task<EnrichmentResults> WriteOnce(
        string shop,
        string platform,
        IReadOnlyList<EnrichmentOutcome> outcomes,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var written = await Tasks(connection, shop, outcomes, now, ct);
        var known = written.ToHashSet(StringComparer.Ordinal);
        var page = new SyncPage(shop, platform, SyncKind.Orders, now)
        {
            Records =
            [
                .. outcomes
                    .Where(one => one.Order is not null && known.Contains(one.Number))
                    .Select(static one => SyncRecord.Of(one.Order!, isDetail: true, one.ReadAt)),
            ],
        };
        var outcome = await pages.WriteInside(connection, page, null, routing, now, ct);
        await transaction.CommitAsync(ct);
        return new EnrichmentResults(written, outcome.Events, outcome.Routing);
    }

    private static async Task<List<string>> Tasks(
        NpgsqlConnection connection,
        string shop,
        IReadOnlyList<EnrichmentOutcome> outcomes,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var sorted = outcomes.OrderBy(static one => one.Number, StringComparer.Ordinal).ToArray();
        return await connection
            .Statement(
                WriteTasks,
                shop,
                now,
                Array.ConvertAll(sorted, static one => one.Number),
                Array.ConvertAll(sorted, static one => one.Claim),
                Array.ConvertAll(sorted, static one => (short)one.Status),
                Array.ConvertAll(sorted, static one => one.RetryAt),
                Array.ConvertAll(sorted, static one => (short)(one.IsRetry ? 1 : 0)),
                Array.ConvertAll(sorted, static one => one.IsLook ? 1 : 0),
                Array.ConvertAll(sorted, static one => one.Error),
                Array.ConvertAll(sorted, static one => one.Order?.Packages is [var first, ..] ? first.Number : null),
                Array.ConvertAll(sorted, static one => one.IsRefusal)
            )
            .Read(static row => row.GetString(0), ct);
    }
}
