using System.Text.Json;
using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Json;
using Integration.Lists;
using Integration.Time;
using Npgsql;

namespace Integration.Collections;

/// <summary>
/// Writes what came of a batch in one transaction: products that are new or changed with their versions, the events of these,
/// the items' results and the collection's counters. Only items that still wait are written, so that a second owner after a
/// crash writes nothing twice (decisions 11 and 12).
/// </summary>
/// <param name="database">The database.</param>
/// <param name="append">Appends the events.</param>
/// <param name="options">What is kept.</param>
/// <param name="ids">Makes the events' ids.</param>
public sealed class ProductSave(HubDatabase database, EventAppend append, CollectionOptions options, IIdGenerator ids)
{
    private const string SelectFresh = """
        select product_id, version from collected_products
        where platform = $1 and product_id = any ($2) and collected_at >= $3 and languages = $4
            and currency is not distinct from $5 and account = $6
            and country is not distinct from $7
            and (written_at is null or collected_at > written_at)
        """;

    private const string SelectWaiting = """
        select distinct product_id from collection_items
        where collection_id = $1 and status = 0 and product_id = any ($2)
        """;

    private const string WriteItems = """
        update collection_items i
        set status = o.status, attempts = i.attempts + o.attempt, not_before = o.not_before,
            failure_kind = nullif(o.kind, -1), failure_reason = nullif(o.reason, -1), detail = o.detail,
            product_version = nullif(o.version, 0), finished_at = case when o.status > 0 then $10 end
        from unnest($2::text[], $3::smallint[], $4::smallint[], $5::timestamptz[], $6::smallint[], $7::smallint[],
            $8::text[], $9::bigint[]) as o (product_id, status, attempt, not_before, kind, reason, detail, version)
        where i.collection_id = $1 and i.status = 0 and i.product_id = o.product_id
        returning o.status
        """;

    private const string WriteHead = """
        update collections
        set calls = calls + $2, collected = collected + $3, unchanged = unchanged + $4, fresh = fresh + $5,
            failed = failed + $6, not_before = greatest(not_before, $7)
        where id = $1
        """;

    /// <summary>
    /// Which products are stored, as new as asked for, as this account sees them in these languages, this currency and for this country; with their
    /// versions.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, long>> Fresh(
        CollectionResource collection,
        string[] products,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var rows = await connection
            .Statement(
                SelectFresh,
                collection.Platform,
                products,
                since,
                collection.Languages,
                collection.Currency,
                collection.Account,
                collection.Country
            )
            .Read(static row => (Id: row.GetString(0), Version: row.GetInt64(1)), ct);
        return rows.ToDictionary(static row => row.Id, static row => row.Version, StringComparer.Ordinal);
    }

    /// <summary>Writes a batch.</summary>
    /// <param name="batch">What came of it.</param>
    /// <param name="routing">The silo's routing table.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <returns>
    /// The events that were appended, to be published, and the routing table that was used; null events where the collection does
    /// not run any more.
    /// </returns>
    /// <exception cref="LostRaceException">Somebody else wrote a product of it meanwhile; nothing of the batch is written.</exception>
    /// <exception cref="PostgresException">A row cannot be stored; nothing of the batch is.</exception>
    public async Task<(IReadOnlyList<AppendedEvent>? Events, RoutingTable Routing)> Write(
        BatchOutcome batch,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var collection = batch.Collection.Shown;
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await CollectionTable.IsRunning(connection, collection.Id, ct))
        {
            return (null, routing);
        }

        var waiting = await Waiting(connection, batch, ct);
        var found = batch.Items.Where(one => waiting.Contains(one.ProductId)).ToArray();
        var changes = await Compare(connection, collection, found, now, ct);
        await ProductRows.Write(connection, changes.Changed, collection, options, now, ct);
        await ProductRows.Touch(connection, collection, changes.Same, ct);
        await WriteResults(connection, batch, found, changes.Versions, now, ct);
        var events = await AppendEvents(connection, collection, changes.Changed, routing, now, ct);
        await transaction.CommitAsync(ct);
        return events;
    }

    private static async Task<HashSet<string>> Waiting(
        NpgsqlConnection connection,
        BatchOutcome batch,
        CancellationToken ct
    )
    {
        var products = batch.Items.Select(static one => one.ProductId).ToArray();
        var rows = await connection
            .Statement(SelectWaiting, batch.Collection.Shown.Id, products)
            .Read(static row => row.GetString(0), ct);
        return rows.ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<Comparison> Compare(
        NpgsqlConnection connection,
        CollectionResource collection,
        ItemOutcome[] items,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var products = items
            .Where(static one => one.Product is not null)
            .Select(one => (Product: one.Product!, ReadAt: one.ReadAt ?? now))
            .ToArray();
        var stored = await ProductRows.Lock(
            connection,
            collection.Platform,
            Array.ConvertAll(products, static one => one.Product.Id),
            ct
        );
        var comparison = new Comparison(
            [],
            [],
            new Dictionary<string, (CollectionItemStatus, long)>(StringComparer.Ordinal)
        );
        foreach (var (product, readAt) in products)
        {
            var canonical = ProductDiff.Canonical(product);
            var before = stored.GetValueOrDefault(product.Id);
            // Another collection may have asked later and written first: what is older tells nothing new.
            var isOvertaken = before is not null && readAt < before.CollectedAt && before.IsSeenAs(collection);
            var changed = before is null || isOvertaken ? [] : ChangesOf(before, canonical, collection);
            if (before is not null && changed.Count == 0)
            {
                comparison.Same.Add((product.Id, readAt));
                comparison.Versions[product.Id] = (CollectionItemStatus.Unchanged, before.Version);
                continue;
            }

            var version = (before?.Version ?? 0) + 1;
            comparison.Changed.Add(new ProductChange(product, canonical, version, changed, readAt));
            comparison.Versions[product.Id] = (CollectionItemStatus.Collected, version);
        }

        return comparison;
    }

    // Asked for in another way it may look different though nothing happened at the platform: the list says so.
    private static List<FieldChange> ChangesOf(
        StoredProduct before,
        JsonElement canonical,
        CollectionResource collection
    )
    {
        var changes = new List<FieldChange>();
        if (!before.Languages.SequenceEqual(collection.Languages, StringComparer.Ordinal))
        {
            changes.Add(new("languages", Element(before.Languages), Element(collection.Languages)));
        }

        if (before.Currency != collection.Currency)
        {
            changes.Add(new("currency", Element(before.Currency), Element(collection.Currency)));
        }

        if (before.Country != collection.Country)
        {
            changes.Add(new("country", Element(before.Country), Element(collection.Country)));
        }

        changes.AddRange(ProductDiff.Between(before.Canonical, canonical));
        return changes;
    }

    private static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, WireJson.Options);

    private static async Task WriteResults(
        NpgsqlConnection connection,
        BatchOutcome batch,
        ItemOutcome[] items,
        Dictionary<string, (CollectionItemStatus Status, long Version)> versions,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var results = Array.ConvertAll(items, one => ResultOf(one, versions));
        var written = await connection
            .Statement(
                WriteItems,
                batch.Collection.Shown.Id,
                Array.ConvertAll(items, static one => one.ProductId),
                Array.ConvertAll(results, static one => (short)one.Status),
                Array.ConvertAll(items, static one => (short)(WasAsked(one) ? 1 : 0)),
                Array.ConvertAll(items, one => (one.RetryAt ?? now).UtcDateTime),
                Array.ConvertAll(items, static one => (short)((int?)one.Failure?.Kind ?? -1)),
                Array.ConvertAll(items, static one => (short)((int?)one.Failure?.Reason ?? -1)),
                Array.ConvertAll(items, static one => one.Failure?.Detail),
                Array.ConvertAll(results, static one => one.Version),
                now
            )
            .Read(static row => (CollectionItemStatus)row.GetInt16(0), ct);
        await connection.Execute(
            WriteHead,
            ct,
            batch.Collection.Shown.Id,
            (long)batch.Calls,
            written.Count(static status => status == CollectionItemStatus.Collected),
            written.Count(static status => status == CollectionItemStatus.Unchanged),
            written.Count(static status => status == CollectionItemStatus.Fresh),
            written.Count(static status => status == CollectionItemStatus.Failed),
            batch.PausedUntil
        );
    }

    private static bool WasAsked(ItemOutcome item) =>
        item.FreshVersion is null && item.Failure is not { IsHeldBack: true };

    private static (CollectionItemStatus Status, long Version) ResultOf(
        ItemOutcome item,
        Dictionary<string, (CollectionItemStatus, long)> versions
    ) =>
        item.Product is not null ? versions[item.ProductId]
        : item.FreshVersion is { } fresh ? (CollectionItemStatus.Fresh, fresh)
        : item.RetryAt is null ? (CollectionItemStatus.Failed, 0)
        : (CollectionItemStatus.Waiting, 0);

    private async Task<(IReadOnlyList<AppendedEvent>, RoutingTable)> AppendEvents(
        NpgsqlConnection connection,
        CollectionResource collection,
        List<ProductChange> changes,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (changes.Count == 0)
        {
            return ([], routing);
        }

        var drafts = changes.ConvertAll(change => ProductEvents.Of(change, collection, now, ids));
        var (events, newest) = await append.AppendInside(connection, drafts, routing, now, ct);
        return events.Any(static one => one.Result.Problem is not null)
            ? throw new LostRaceException()
            : (events, newest);
    }

    private sealed record Comparison(
        List<ProductChange> Changed,
        List<(string Id, DateTimeOffset ReadAt)> Same,
        Dictionary<string, (CollectionItemStatus Status, long Version)> Versions
    );
}
