using Integration.Databases;
using Integration.Lists;

namespace Integration.Conflicts;

/// <summary>Lists of conflicts.</summary>
public sealed class ConflictQueries(HubDatabase database)
{
    private const string Sql = $"select {ConflictRows.Columns} from conflicts where {{0}} order by id desc limit {{1}}";

    /// <summary>A page of conflicts, the newest first; a page's cursor is the last id.</summary>
    public async Task<Page<ConflictResource>> List(ConflictFilter filter, PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("shop = ?", filter.Shop)
            .And("product = ?", filter.Product)
            .And("field = ?", filter.Field is { } field ? (short)field : null)
            .And("state = ?", filter.State is { } state ? (short)state : null)
            .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
            .Command(database.Reads, Sql, page.Fetch)
            .Read(ConflictRows.Read, ct);
        return Page<ConflictResource>.Of(rows, page, static one => one.Id.ToString());
    }

    /// <summary>One conflict; null when there is none.</summary>
    public async Task<ConflictResource?> Find(Guid id, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await ConflictRows.Find(connection, id, isLocked: false, ct);
    }
}
