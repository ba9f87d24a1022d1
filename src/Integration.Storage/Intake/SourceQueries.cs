using Integration.Databases;
using Integration.Lists;

namespace Integration.Intake;

/// <summary>Lists of sources.</summary>
public sealed class SourceQueries(HubDatabase database)
{
    private const string Sql = """
        select id, settings::text, sealed, secret_changed_at, version, created_at, updated_at from sources
        where {0} order by id limit {1}
        """;

    /// <summary>A page of sources, by id.</summary>
    public async Task<Page<SourceResource>> List(PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id > ?", page.After)
            .Command(database.Reads, Sql, page.Fetch)
            .Read(reader => SourceStore.Read(reader).ToResource(), ct);
        return Page<SourceResource>.Of(rows, page, source => source.Id);
    }

    /// <summary>One source; null when there is none.</summary>
    public async Task<SourceResource?> Find(string id, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id = ?", id)
            .Command(database.Reads, Sql, 1)
            .Read(reader => SourceStore.Read(reader).ToResource(), ct);
        return rows.Count == 0 ? null : rows[0];
    }
}
