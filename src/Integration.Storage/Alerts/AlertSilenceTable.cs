using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Alerts;

/// <summary>Silences; those that are over stay for the history until they are purged.</summary>
public sealed class AlertSilenceTable(HubDatabase database)
{
    private const string Sql = "select silence from alert_silences where {0} order by id desc limit {1}";

    /// <summary>Those that may hold at an instant or later; at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<AlertSilence>> LoadOpen(DateTimeOffset at, int most, CancellationToken ct) =>
        await new SqlFilter()
            .And("until_at > ?", at.UtcDateTime)
            .Command(database.Reads, Sql, most)
            .Read(static reader => Read(reader.GetString(0)), ct);

    /// <summary>A page of silences, the newest first, those that are over too.</summary>
    public async Task<Page<AlertSilenceResource>> List(PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
            .Command(database.Reads, Sql, page.Fetch)
            .Read(static reader => Show(Read(reader.GetString(0))), ct);
        return Page<AlertSilenceResource>.Of(rows, page, static silence => silence.Id.ToString());
    }

    /// <summary>A silence as the API shows it.</summary>
    public static AlertSilenceResource Show(AlertSilence silence) =>
        new()
        {
            Id = Guid.Parse(silence.Id),
            Matchers = silence.Matchers.ToDictionary(StringComparer.Ordinal),
            From = silence.From,
            Until = silence.Until,
            By = silence.By,
            Comment = silence.Comment,
        };

    /// <summary>Writes a new silence inside the caller's transaction.</summary>
    public static Task Add(
        NpgsqlConnection connection,
        AlertSilence silence,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        connection.Execute(
            "insert into alert_silences (id, silence, until_at, created_at) values ($1, $2, $3, $4)",
            ct,
            Guid.Parse(silence.Id),
            JsonSerializer.Serialize(silence, AlertJson.Options),
            silence.Until,
            now
        );

    /// <summary>Takes a silence away inside the caller's transaction.</summary>
    /// <returns>False when there is none of that id.</returns>
    public static async Task<bool> Delete(NpgsqlConnection connection, Guid id, CancellationToken ct) =>
        await connection.Execute("delete from alert_silences where id = $1", ct, id) == 1;

    private static AlertSilence Read(string json) => JsonSerializer.Deserialize<AlertSilence>(json, AlertJson.Options)!;
}
