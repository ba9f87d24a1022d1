using Integration.Databases;
using Integration.Lists;
using Integration.Partitions;

namespace Integration.Sync;

/// <summary>
/// Events of the source that a shop's settings name as <c>webhooks</c>: their subjects are records of the shop that have changed. They
/// are hints, no more: what is missed here, polling finds.
/// </summary>
public sealed class SyncHintTable(HubDatabase database)
{
    private const string Product = "product/";
    private const string Order = "order/";

    // More than the clocks of silos are apart. A position that is further ahead was noted before the database's clock was set back.
    private static readonly TimeSpan s_mostAhead = TimeSpan.FromMinutes(1);

    // Of a source that was not heard yet, or whose position is ahead of the clock, what comes from now on.
    private const string SelectDue = """
        select s.id from shops s
        left join shop_hints h on h.shop = s.id and h.source = s.settings ->> 'webhooks'
        where s.enabled and s.paused_at is null and s.settings ->> 'webhooks' is not null
            and (h.position is null or h.position > $4 or exists (
                select 1 from events e
                where e.source = h.source and e.id > h.position and e.id >= $1 and e.id < $2))
        order by h.position nulls first limit $3
        """;

    private const string SelectPosition = "select position from shop_hints where shop = $1 and source = $2";

    private const string SelectNamed = """
        select id, subject from events where source = $1 and id > $2 and id < $3 order by id limit $4
        """;

    private const string WritePosition = """
        insert into shop_hints (shop, source, position)
        select s.id, $2, $3 from shops s where s.id = $1 and s.settings ->> 'webhooks' = $2
        for key share of s
        on conflict (shop) do update set source = excluded.source, position = excluded.position
        where shop_hints.source <> excluded.source or shop_hints.position < excluded.position
            or shop_hints.position > $4
        """;

    /// <summary>Shops whose webhooks have named something that was not looked at yet.</summary>
    /// <param name="since">What is older is left to polling.</param>
    /// <param name="until">What is younger may not all be stored yet.</param>
    /// <param name="limit">So many at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<string>> Due(
        DateTimeOffset since,
        DateTimeOffset until,
        int limit,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(
                SelectDue,
                PartitionDays.LowerBound(since),
                PartitionDays.LowerBound(until),
                limit,
                MostAhead(until)
            )
            .Read(static row => row.GetString(0), ct);
    }

    /// <summary>
    /// What a shop's webhooks have named since it was last looked at; nothing where that is for the first time, or for the first time
    /// since the database's clock was set back.
    /// </summary>
    /// <param name="shop">The shop.</param>
    /// <param name="source">The source of its webhooks.</param>
    /// <param name="since">What is older is left to polling.</param>
    /// <param name="until">What is younger may not all be stored yet.</param>
    /// <param name="limit">So many webhooks at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SyncHints> Read(
        string shop,
        string source,
        DateTimeOffset since,
        DateTimeOffset until,
        int limit,
        CancellationToken ct
    )
    {
        var end = PartitionDays.LowerBound(until);
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        if (
            await connection.Statement(SelectPosition, shop, source).Read(static row => row.GetGuid(0), ct)
                is not [var position]
            || position.CompareTo(MostAhead(until)) > 0
        )
        {
            return new([], end, HasMore: false);
        }

        var begin = PartitionDays.LowerBound(since);
        var named = await connection
            .Statement(SelectNamed, source, Later(position, begin), end, limit)
            .Read(static row => (Id: row.GetGuid(0), Subject: row.TextOrNull(1)), ct);
        return new(
            [
                .. named
                    .Select(static one => RecordOf(one.Id, one.Subject))
                    .OfType<SyncHint>()
                    .DistinctBy(static one => (one.Kind, one.Id)),
            ],
            named.Count < limit ? Later(position, end) : named[^1].Id,
            named.Count == limit
        );
    }

    /// <summary>Notes how far they were looked at, where the shop still has that source and nobody has come further.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="source">The source of its webhooks.</param>
    /// <param name="position">How far.</param>
    /// <param name="until">As it was read by.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Advance(string shop, string source, Guid position, DateTimeOffset until, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await connection.Execute(WritePosition, ct, shop, source, position, MostAhead(until));
    }

    private static Guid MostAhead(DateTimeOffset until) => PartitionDays.LowerBound(until + s_mostAhead);

    // In the order of their bytes, as PostgreSQL has them.
    private static Guid Later(Guid one, Guid other) => one.CompareTo(other) > 0 ? one : other;

    private static SyncHint? RecordOf(Guid position, string? subject) =>
        string.IsNullOrEmpty(subject) ? null
        : subject.StartsWith(Product, StringComparison.Ordinal)
            ? new(SyncKind.Products, subject[Product.Length..], position)
        : subject.StartsWith(Order, StringComparison.Ordinal) ? new(SyncKind.Orders, subject[Order.Length..], position)
        : new(SyncKind.Orders, subject, position);
}
