using Dapper;
using Integration.Databases;
using Integration.Intake;
using Npgsql;

namespace Integration.Delivery;

/// <summary>Reads what is due: by subscriber for its window, over all for the sweeper. Ids first, payloads for the chosen.</summary>
public sealed class PendingDeliveries(HubDatabase database) : IDisposable
{
    // After a restart every subscriber with a backlog loads: they must leave connections to the writers.
    private const int LoadsAtOnce = 8;
    private readonly SemaphoreSlim _turn = new(LoadsAtOnce);

    private const string DueIds = """
        select d.id, d.next_attempt_at from deliveries d
        where d.subscriber_id = $1 and d.status = 0 and d.next_attempt_at <= $2 and d.epoch >= $3
        order by d.next_attempt_at, d.id
        limit $4
        """;

    // LIMIT keeps these joins as they stand: one look-up by primary key for each id, the same event once for its many
    // deliveries, and whatever the statistics of a young partition say, never a way over the index of pending rows.
    private const string Items = """
        select * from (
        select e.id, e.source, e.type, e.subject, e.time, e.received, e.version, e.fresh_from,
            e.payload, e.payload_kind, e.content_type, e.trace_parent, d.id, d.epoch, d.attempts,
            row_number() over (order by w.n) as place, sum(octet_length(e.payload)) over (order by w.n) as bytes
        from unnest($1::uuid[]) with ordinality as w (id, n)
        cross join lateral (select * from deliveries where id = w.id limit 1) d
        cross join lateral (select * from events where id = d.event_id limit 1) e
        where d.status = 0
        ) as loaded (event_id, source, type, subject, time, received, version, fresh_from, payload, payload_kind,
            content_type, trace_parent, id, epoch, attempts, place, bytes)
        where bytes <= $2 or place = 1
        order by place
        """;

    private const string OneEvent = """
        select e.id, e.source, e.type, e.subject, e.time, e.received, e.version, e.fresh_from,
            e.payload, e.payload_kind, e.content_type, e.trace_parent
        from events e where e.id = $1
        """;

    private const string NextDue = """
        select d.next_attempt_at from deliveries d
        where d.subscriber_id = $1 and d.status = 0 and d.next_attempt_at > $2 and d.epoch >= $3
        order by d.next_attempt_at
        limit 1
        """;

    private const string SubscribersWithDue = """
        select s.id from subscribers s
        where s.enabled and s.deleted_at is null and exists (
            select 1 from deliveries d
            where d.subscriber_id = s.id and d.status = 0 and d.next_attempt_at <= @due and d.epoch >= s.epoch)
        """;

    /// <summary>Ids of due deliveries, the longest due first.</summary>
    /// <param name="subscriber">The subscriber.</param>
    /// <param name="epoch">Its epoch; older deliveries are cancelled ones.</param>
    /// <param name="now">Due until then.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<Guid>> Due(
        string subscriber,
        long epoch,
        DateTimeOffset now,
        int limit,
        CancellationToken ct
    )
    {
        await using var command = database.Writes.CreateCommand(DueIds);
        command.Parameters.AddRange(
            new NpgsqlParameter[]
            {
                new() { Value = subscriber },
                new() { Value = now.UtcDateTime },
                new() { Value = epoch },
                new() { Value = (long)limit },
            }
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    /// <summary>When the next retry after an instant is due, null when there is none.</summary>
    public async Task<DateTimeOffset?> NextDueAfter(
        string subscriber,
        long epoch,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var command = database.Writes.CreateCommand(NextDue);
        command.Parameters.AddRange(
            new NpgsqlParameter[]
            {
                new() { Value = subscriber },
                new() { Value = now.UtcDateTime },
                new() { Value = epoch },
            }
        );
        return await command.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>The deliveries with their events, in the order of the ids; what is no longer pending is left out.</summary>
    /// <param name="ids">The deliveries.</param>
    /// <param name="maxBytes">Payload bytes at most; the first one comes whatever its size.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<DeliveryItem>> Load(
        IReadOnlyCollection<Guid> ids,
        long maxBytes,
        CancellationToken ct
    )
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await LoadNow(ids, maxBytes, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<DeliveryItem>> LoadNow(
        IReadOnlyCollection<Guid> ids,
        long maxBytes,
        CancellationToken ct
    )
    {
        await using var command = database.Writes.CreateCommand(Items);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = maxBytes });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var items = new List<DeliveryItem>(ids.Count);
        while (await reader.ReadAsync(ct))
        {
            items.Add(
                new DeliveryItem
                {
                    DeliveryId = reader.GetGuid(12),
                    Epoch = reader.GetInt64(13),
                    Attempts = reader.GetInt16(14),
                    Event = ReadEvent(reader),
                }
            );
        }

        return items;
    }

    /// <summary>An event, null when its day has been dropped.</summary>
    internal static async Task<StoredEvent?> LoadEvent(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(OneEvent, connection) { Parameters = { new() { Value = id } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ReadEvent(reader) : null;
    }

    /// <summary>Enabled subscribers with deliveries due before an instant: one index probe each, ids only.</summary>
    public async Task<IReadOnlyList<string>> SubscribersWithDueBefore(DateTimeOffset due, CancellationToken ct)
    {
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        var command = new CommandDefinition(SubscribersWithDue, new { due }, cancellationToken: ct);
        return [.. await connection.QueryAsync<string>(command)];
    }

    private static StoredEvent ReadEvent(NpgsqlDataReader reader) =>
        new()
        {
            Id = reader.GetGuid(0),
            Source = reader.GetString(1),
            Type = reader.GetString(2),
            Subject = Text(reader, 3),
            Time = Instant(reader, 4),
            Received = reader.GetFieldValue<DateTimeOffset>(5),
            Version = Text(reader, 6),
            FreshFrom = Instant(reader, 7),
            Payload = reader.GetFieldValue<byte[]>(8),
            PayloadKind = (PayloadKind)reader.GetInt16(9),
            ContentType = Text(reader, 10),
            TraceParent = Text(reader, 11),
        };

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
