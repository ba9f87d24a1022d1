using Integration.Databases;
using Integration.Lists;
using Integration.Partitions;
using Npgsql;

namespace Integration.Intake;

/// <summary>Lists of events. A range of time is a range of ids, so that only the days asked for are looked at.</summary>
public sealed class EventQueries(HubDatabase database)
{
    private const string Sql = """
        select id, source, type, subject, time, received, version, key, content_type, length(payload)
        from events where {0} order by id desc limit {1}
        """;

    private const string PayloadSql = "select payload, payload_kind, content_type from events where id = $1";

    /// <summary>A page of events, the newest first.</summary>
    public async Task<Page<EventResource>> List(EventFilter filter, PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("id < ?", page.After is null ? null : Guid.Parse(page.After))
            .And("id >= ?", filter.Since is { } since ? PartitionDays.LowerBound(since) : null)
            .And("id < ?", filter.Until is { } until ? PartitionDays.LowerBound(until) : null)
            .And("id = ?", filter.Id)
            .And("type = ?", filter.Type)
            .And("source = ?", filter.Source)
            .And("subject = ?", filter.Subject)
            .Command(database.Reads, Sql, page.Fetch)
            .Read(Read, ct);
        return Page<EventResource>.Of(rows, page, one => one.Id.ToString());
    }

    /// <summary>One event; null when there is none.</summary>
    public async Task<EventResource?> Find(Guid id, CancellationToken ct) =>
        (await List(new EventFilter(Id: id), new PageRequest(1, null), ct)).Data is [var one] ? one : null;

    /// <summary>The raw payload; null when there is no such event.</summary>
    public async Task<EventPayload?> Payload(Guid id, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(PayloadSql);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new EventPayload(reader.GetFieldValue<byte[]>(0), (PayloadKind)reader.GetInt16(1), reader.TextOrNull(2))
            : null;
    }

    private static EventResource Read(NpgsqlDataReader reader) =>
        new()
        {
            Id = reader.GetGuid(0),
            Source = reader.GetString(1),
            Type = reader.GetString(2),
            Subject = reader.TextOrNull(3),
            Time = reader.InstantOrNull(4),
            Received = reader.GetFieldValue<DateTimeOffset>(5),
            Version = reader.TextOrNull(6),
            Key = reader.TextOrNull(7),
            ContentType = reader.TextOrNull(8),
            Size = reader.GetInt32(9),
        };
}
