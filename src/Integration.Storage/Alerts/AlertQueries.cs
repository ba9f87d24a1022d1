using System.Text.Json;
using Integration.Databases;
using Integration.Lists;

namespace Integration.Alerts;

/// <summary>Lists of alerts and of what became of them.</summary>
public sealed class AlertQueries(HubDatabase database)
{
    // So many there are not that an index would be worth its writes.
    private const string Since = "(entry::jsonb ->> 'since')::timestamptz";

    private const string Alerts =
        "select id, key, entry, words from alerts where {0} order by " + Since + " desc, id desc limit {1}";

    private const string HistorySql = """
        select id, at, alert_id, key, rule, severity, change, value, actor from alert_history
        where {0} order by id desc limit {1}
        """;

    /// <summary>A page of alerts, those first that came last to where they stand.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<AlertResource>> List(AlertFilter filter, PageRequest page, CancellationToken ct)
    {
        var rows = await Read(
            new SqlFilter()
                .After(CreatedPlace.Of(page), Since)
                .And("phase = ?", filter.Phase is { } phase ? AlertNames.Of(phase) : null)
                .And("severity = ?", filter.Severity is { } severity ? AlertNames.Of(severity) : null)
                .And("rule = ?", filter.Rule)
                .And("rule = any (?)", filter.Rules?.ToArray()),
            page.Fetch,
            ct
        );
        return Page<AlertResource>.Of(rows, page, static alert => new CreatedPlace(alert.Since, alert.Id).ToString());
    }

    /// <summary>One alert; null when none of that id is watched.</summary>
    public async Task<AlertResource?> Find(string id, CancellationToken ct) =>
        (await Read(new SqlFilter().And("id = ?", id), 1, ct)).FirstOrDefault();

    /// <summary>A page of what became of alerts, the newest first.</summary>
    /// <param name="alert">Of the alert with this id; null for any.</param>
    /// <param name="rule">Of this rule; null for any.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<AlertHistoryEntry>> History(
        string? alert,
        string? rule,
        PageRequest page,
        CancellationToken ct
    )
    {
        var rows = await new SqlFilter()
            .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
            .And("alert_id = ?", alert)
            .And("rule = ?", rule)
            .Command(database.Reads, HistorySql, page.Fetch)
            .Read(
                static reader => new AlertHistoryEntry
                {
                    Id = reader.GetGuid(0),
                    At = reader.GetFieldValue<DateTimeOffset>(1),
                    AlertId = reader.GetString(2),
                    Key = reader.GetString(3),
                    Rule = reader.GetString(4),
                    Severity = reader.GetString(5),
                    Change = reader.GetString(6),
                    Value = reader.IsDBNull(7) ? null : reader.GetDouble(7),
                    Actor = reader.TextOrNull(8),
                },
                ct
            );
        return Page<AlertHistoryEntry>.Of(rows, page, static entry => entry.Id.ToString());
    }

    private Task<List<AlertResource>> Read(SqlFilter filter, int limit, CancellationToken ct) =>
        filter
            .Command(database.Reads, Alerts, limit)
            .Read(
                static reader =>
                {
                    var entry = JsonSerializer.Deserialize<AlertEntry>(reader.GetString(2), AlertJson.Options)!;
                    var words = JsonSerializer.Deserialize<AlertWords>(reader.GetString(3), AlertJson.Options)!;
                    return words.Show(reader.GetString(0), reader.GetString(1), entry);
                },
                ct
            );
}
