using System.Text.Json;
using Integration.Databases;
using Integration.Lists;

namespace Integration.Access;

/// <summary>Lists of the audit.</summary>
public sealed class AuditQueries(HubDatabase database)
{
    private const string Sql = """
        select id, at, actor, action, target, before::text, after::text, trace_id from audit
        where {0} order by id desc limit {1}
        """;

    /// <summary>A page of entries, the newest first.</summary>
    /// <param name="target">On this resource, such as <c>subscriber/erp</c>; null for any.</param>
    /// <param name="actor">By this actor; null for any.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<AuditEntry>> List(string? target, string? actor, PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
            .And("target = ?", target)
            .And("actor = ?", actor)
            .Command(database.Reads, Sql, page.Fetch)
            .Read(
                reader => new AuditEntry
                {
                    Id = reader.GetGuid(0),
                    At = reader.GetFieldValue<DateTimeOffset>(1),
                    Actor = reader.GetString(2),
                    Action = reader.GetString(3),
                    Target = reader.GetString(4),
                    Before = Json(reader.TextOrNull(5)),
                    After = Json(reader.TextOrNull(6)),
                    TraceId = reader.TextOrNull(7),
                },
                ct
            );
        return Page<AuditEntry>.Of(rows, page, entry => entry.Id.ToString());
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonDocument.Parse(text).RootElement;
}
