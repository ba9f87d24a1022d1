using Integration.Databases;
using Integration.Lists;

namespace Integration.Delivery;

/// <summary>Lists of subscribers.</summary>
public sealed class SubscriberQueries(HubDatabase database)
{
    private const string Sql = """
        select id, settings::text, sealed, secret_changed_at, epoch, version, created_at, updated_at, deleted_at
        from subscribers where deleted_at is null and {0} order by id limit {1}
        """;

    /// <summary>A page of subscribers, by id.</summary>
    public async Task<Page<SubscriberResource>> List(PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id > ?", page.After)
            .Command(database.Reads, Sql, page.Fetch)
            .Read(reader => SubscriberStore.Read(reader).ToResource(), ct);
        return Page<SubscriberResource>.Of(rows, page, subscriber => subscriber.Id);
    }

    /// <summary>One subscriber; null when there is none.</summary>
    public async Task<SubscriberResource?> Find(string id, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id = ?", id)
            .Command(database.Reads, Sql, 1)
            .Read(reader => SubscriberStore.Read(reader).ToResource(), ct);
        return rows.Count == 0 ? null : rows[0];
    }
}
