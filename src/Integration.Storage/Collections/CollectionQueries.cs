using System.Globalization;
using Integration.Databases;
using Integration.Lists;
using Integration.Platforms;
using Integration.Time;
using Npgsql;

namespace Integration.Collections;

/// <summary>Lists of collections and of their items.</summary>
public sealed class CollectionQueries(HubDatabase database, DatabaseClock clock)
{
    private const string Sql =
        $"select {CollectionTable.Columns} from collections where {{0}} order by id desc limit {{1}}";

    private const string ItemsSql = """
        select position, input, product_id, status, attempts, product_version, failure_kind, failure_reason, detail,
            not_before, finished_at
        from collection_items where {0} order by position limit {1}
        """;

    /// <summary>A page of collections, the newest first.</summary>
    /// <param name="account">Of this account; null for any.</param>
    /// <param name="state">In this state; null for any.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public Task<Page<CollectionResource>> List(
        string? account,
        CollectionState? state,
        PageRequest page,
        CancellationToken ct
    ) =>
        List(
            new SqlFilter()
                .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
                .And("account = ?", account)
                .And("state = ?", state is null ? null : (short)state),
            page,
            ct
        );

    /// <summary>One collection; null when there is none.</summary>
    public async Task<CollectionResource?> Find(Guid id, CancellationToken ct) =>
        (await List(new SqlFilter().And("id = ?", id), new PageRequest(1, null), ct)).Data is [var one] ? one : null;

    /// <summary>A page of a collection's items, in their order.</summary>
    public async Task<Page<CollectionItemResource>> Items(
        Guid id,
        CollectionItemStatus? status,
        PageRequest page,
        CancellationToken ct
    )
    {
        var rows = await new SqlFilter()
            .And("collection_id = ?", id)
            .And("position > ?", page.After is null ? null : int.Parse(page.After, CultureInfo.InvariantCulture))
            .And("status = ?", status is null ? null : (short)status)
            .Command(database.Reads, ItemsSql, page.Fetch)
            .Read(ReadItem, ct);
        return Page<CollectionItemResource>.Of(
            rows,
            page,
            static one => one.Position.ToString(CultureInfo.InvariantCulture)
        );
    }

    private async Task<Page<CollectionResource>> List(SqlFilter filter, PageRequest page, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var rows = await filter
            .Command(database.Reads, Sql, page.Fetch)
            .Read(reader => CollectionTable.Read(reader, now).Shown, ct);
        return Page<CollectionResource>.Of(rows, page, static one => one.Id.ToString());
    }

    private static CollectionItemResource ReadItem(NpgsqlDataReader reader)
    {
        var status = (CollectionItemStatus)reader.GetInt16(3);
        return new CollectionItemResource
        {
            Position = reader.GetInt32(0),
            Input = reader.GetString(1),
            ProductId = reader.TextOrNull(2),
            Status = status,
            Attempts = reader.GetInt16(4),
            ProductVersion = reader.IsDBNull(5) ? null : reader.GetInt64(5),
            FailureKind = reader.IsDBNull(6) ? null : (FailureKind)reader.GetInt16(6),
            FailureReason = reader.IsDBNull(7) ? null : (FailureReason)reader.GetInt16(7),
            Detail = reader.TextOrNull(8),
            NotBefore = status == CollectionItemStatus.Waiting ? reader.GetFieldValue<DateTimeOffset>(9) : null,
            FinishedAt = reader.InstantOrNull(10),
        };
    }
}
