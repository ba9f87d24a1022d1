using System.Runtime.InteropServices;
using Integration.Delivery;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Intake;

/// <summary>The rows of one append as columns, inserted in one round trip.</summary>
internal sealed class AppendRows(short writer)
{
    private const string InsertEvents = """
        insert into events (id, source, type, subject, time, received, version, key, fresh_from, content_type,
            payload_kind, payload, trace_parent)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[],
            $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::smallint[], $12::bytea[], $13::text[])
        """;

    private const string InsertDeliveries = """
        insert into deliveries (id, event_id, subscriber_id, epoch, status, attempts, next_attempt_at, created_at)
        select id, event_id, subscriber_id, epoch, 0, 0, created_at, created_at
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[])
            as d (id, event_id, subscriber_id, epoch, created_at)
        """;

    private const string InsertCursor = """
        insert into fanout_cursors (event_id, subscribers, epochs, position) values ($1, $2, $3, 0)
        """;

    private readonly List<StoredEvent> _events = [];
    private readonly List<string?> _keys = [];
    private readonly List<(RoutedDelivery Delivery, StoredEvent Event)> _deliveries = [];
    private readonly List<(Guid EventId, IReadOnlyList<SubscriberRoute> Targets)> _cursors = [];
    private readonly Dictionary<AppendRollup, long> _rollups = [];

    public void AddEvent(StoredEvent stored, string? key)
    {
        _events.Add(stored);
        _keys.Add(key);
        Count("source", stored.Source, stored.Received);
    }

    public void AddDelivery(RoutedDelivery delivery, StoredEvent stored)
    {
        _deliveries.Add((delivery, stored));
        Count("subscriber", delivery.SubscriberId, stored.Received);
    }

    public void AddCursor(Guid eventId, IReadOnlyList<SubscriberRoute> targets) => _cursors.Add((eventId, targets));

    /// <summary>Inserts the rows inside the caller's transaction.</summary>
    public async Task Insert(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddTo(batch);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Ends the caller's transaction, after what comes first and the rows, in one round trip.</summary>
    public async Task InsertAndCommit(NpgsqlConnection connection, NpgsqlBatchCommand[] first, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        Array.ForEach(first, batch.BatchCommands.Add);
        AddTo(batch);
        // After an error the server skips what follows, so this commits all or nothing.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private void AddTo(NpgsqlBatch batch)
    {
        if (_events.Count > 0)
        {
            batch.BatchCommands.Add(EventsCommand());
        }

        if (_deliveries.Count > 0)
        {
            batch.BatchCommands.Add(DeliveriesCommand());
        }

        _cursors.ForEach(cursor => batch.BatchCommands.Add(CursorCommand(cursor.EventId, cursor.Targets)));

        if (_rollups.Count > 0)
        {
            batch.BatchCommands.Add(AppendRollup.Command(_rollups, writer));
        }
    }

    private void Count(string kind, string id, DateTimeOffset received)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_rollups, AppendRollup.Minute(kind, id, received), out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(_rollups, AppendRollup.Hour(kind, id, received), out _)++;
    }

    private NpgsqlBatchCommand EventsCommand() =>
        new(InsertEvents)
        {
            Parameters =
            {
                Column(_events, e => e.Id),
                Column(_events, e => e.Source),
                Column(_events, e => e.Type),
                Column(_events, e => e.Subject),
                Column(_events, e => e.Time?.UtcDateTime, NpgsqlDbType.TimestampTz),
                Column(_events, e => e.Received.UtcDateTime, NpgsqlDbType.TimestampTz),
                Column(_events, e => e.Version),
                Column(_keys, key => key),
                Column(_events, e => e.FreshFrom?.UtcDateTime, NpgsqlDbType.TimestampTz),
                Column(_events, e => e.ContentType),
                Column(_events, e => (short)e.PayloadKind),
                Column(_events, e => e.Payload),
                Column(_events, e => e.TraceParent),
            },
        };

    private NpgsqlBatchCommand DeliveriesCommand() =>
        new(InsertDeliveries)
        {
            Parameters =
            {
                Column(_deliveries, d => d.Delivery.DeliveryId),
                Column(_deliveries, d => d.Event.Id),
                Column(_deliveries, d => d.Delivery.SubscriberId),
                Column(_deliveries, d => d.Delivery.Epoch),
                Column(_deliveries, d => d.Event.Received.UtcDateTime, NpgsqlDbType.TimestampTz),
            },
        };

    private static NpgsqlBatchCommand CursorCommand(Guid eventId, IReadOnlyList<SubscriberRoute> targets) =>
        new(InsertCursor)
        {
            Parameters =
            {
                new() { Value = eventId },
                new() { Value = targets.Select(route => route.Id).ToArray() },
                new() { Value = targets.Select(route => route.Epoch).ToArray() },
            },
        };

    private static NpgsqlParameter<T[]> Column<TRow, T>(
        List<TRow> rows,
        Converter<TRow, T> value,
        NpgsqlDbType? type = null
    )
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        var parameter = new NpgsqlParameter<T[]> { TypedValue = values };
        if (type is { } element)
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Array | element;
        }

        return parameter;
    }
}
