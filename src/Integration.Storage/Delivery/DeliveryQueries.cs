using System.Text;
using Integration.Databases;
using Integration.Lists;
using Integration.Partitions;
using Npgsql;

namespace Integration.Delivery;

/// <summary>Lists of deliveries and their attempts.</summary>
public sealed class DeliveryQueries(HubDatabase database)
{
    // A pending row of an older epoch will never be attempted: it is shown as what it is about to become.
    private const string Shown =
        "case when d.status = 0 and (s.id is null or d.epoch < s.epoch) then 4 else d.status end";

    private const string Columns = $"""
        select d.id, d.event_id, d.subscriber_id, ({Shown})::smallint, d.attempts, d.next_attempt_at, d.created_at,
            d.finished_at, d.error_kind, d.error_message, d.http_status
        """;

    private const string Sql = $$"""
        {{Columns}}
        from deliveries d left join subscribers s on s.id = d.subscriber_id
        where {0} order by d.id desc limit {1}
        """;

    // Those that are written down as cancelled, and those of subscribers of whom something is left to write down: each half
    // has an index of its own, both at once have none.
    private const string CancelledSql = $$"""
        {{Columns}}
        from (
            (select d.* from deliveries d where {0} and d.status = 4 order by d.id desc limit {1})
            union all
            (select d.* from subscribers s join deliveries d on d.subscriber_id = s.id
                where s.cancelled_below < s.epoch and d.status = 0 and d.epoch < s.epoch and {0}
                order by d.id desc limit {1})
        ) d left join subscribers s on s.id = d.subscriber_id
        order by d.id desc limit {1}
        """;

    private const string AttemptSql = """
        select a.attempt, a.started_at, a.duration_ms, a.http_status, a.error_kind, a.error_message, b.response_start
        from attempts a
        left join attempt_bodies b on b.delivery_id = a.delivery_id and b.attempt = a.attempt
        where {0} order by a.attempt desc limit {1}
        """;

    /// <summary>A page of deliveries, the newest first.</summary>
    public async Task<Page<DeliveryResource>> List(DeliveryFilter filter, PageRequest page, CancellationToken ct)
    {
        var conditions = new SqlFilter()
            .And("d.id < ?", page.After is null ? null : Guid.Parse(page.After))
            .And("d.id >= ?", filter.Since is { } since ? PartitionDays.LowerBound(since) : null)
            .And("d.id < ?", filter.Until is { } until ? PartitionDays.LowerBound(until) : null)
            .And("d.id = ?", filter.Id)
            .And("d.event_id = ?", filter.Event)
            .And("d.subscriber_id = ?", filter.Subscriber);
        AddStatus(conditions, filter.Status);
        var sql = filter.Status == DeliveryStatus.Cancelled ? CancelledSql : Sql;
        var rows = await conditions.Command(database.Reads, sql, page.Fetch).Read(Read, ct);
        return Page<DeliveryResource>.Of(rows, page, one => one.Id.ToString());
    }

    /// <summary>One delivery; null when there is none.</summary>
    public async Task<DeliveryResource?> Find(Guid id, CancellationToken ct) =>
        (await List(new DeliveryFilter(Id: id), new PageRequest(1, null), ct)).Data is [var one] ? one : null;

    /// <summary>A page of a delivery's attempts, the newest first.</summary>
    public async Task<Page<AttemptResource>> Attempts(Guid delivery, PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("a.delivery_id = ?", delivery)
            .And("a.attempt < ?", page.After is null ? null : short.Parse(page.After, null))
            .Command(database.Reads, AttemptSql, page.Fetch)
            .Read(ReadAttempt, ct);
        return Page<AttemptResource>.Of(rows, page, one => one.Attempt.ToString(null, null));
    }

    // The stored status is part of the condition, so that its indexes serve; the shown one decides.
    private static void AddStatus(SqlFilter conditions, DeliveryStatus? status)
    {
        switch (status)
        {
            case null:
            case DeliveryStatus.Cancelled:
                break;
            case DeliveryStatus.Pending:
                conditions.And("d.status = 0", true).And($"({Shown}) = ?", (short)DeliveryStatus.Pending);
                break;
            default:
                conditions.And("d.status = ?", (short)status.Value);
                break;
        }
    }

    private static DeliveryResource Read(NpgsqlDataReader reader)
    {
        var status = (DeliveryStatus)reader.GetInt16(3);
        return new DeliveryResource
        {
            Id = reader.GetGuid(0),
            EventId = reader.GetGuid(1),
            SubscriberId = reader.GetString(2),
            Status = status,
            Attempts = reader.GetInt16(4),
            NextAttemptAt = status == DeliveryStatus.Pending ? reader.InstantOrNull(5) : null,
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(6),
            FinishedAt = reader.InstantOrNull(7),
            LastError = ReadError(reader, 8, 9, 10),
        };
    }

    private static AttemptResource ReadAttempt(NpgsqlDataReader reader) =>
        new()
        {
            Attempt = reader.GetInt16(0),
            StartedAt = reader.GetFieldValue<DateTimeOffset>(1),
            DurationMs = reader.GetInt32(2),
            HttpStatus = reader.IsDBNull(3) ? null : reader.GetInt16(3),
            Error = ReadError(reader, 4, 5, 3),
            ResponseStart = reader.IsDBNull(6) ? null : Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(6)),
        };

    private static DeliveryError? ReadError(NpgsqlDataReader reader, int kind, int message, int status) =>
        reader.IsDBNull(kind) && reader.IsDBNull(message)
            ? null
            : new DeliveryError(
                reader.IsDBNull(kind) ? null : (AttemptErrorKind)reader.GetInt16(kind),
                reader.TextOrNull(message),
                reader.IsDBNull(status) ? null : reader.GetInt16(status)
            );
}
