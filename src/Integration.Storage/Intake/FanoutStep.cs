using Integration.Databases;
using Integration.Delivery;
using Integration.Time;
using Npgsql;

namespace Integration.Intake;

/// <summary>
/// Expands events with more subscribers than one transaction takes, a step at a time: a step's deliveries and the moved
/// cursor are one transaction, so a crash repeats nothing.
/// </summary>
public sealed class FanoutStep(HubDatabase database, AppendOptions options, IIdGenerator ids, short writer)
{
    private const string TakeCursor = """
        select event_id, subscribers[position + 1 : position + $1], epochs[position + 1 : position + $1],
            cardinality(subscribers) - position
        from fanout_cursors
        where event_id <> all ($2)
        order by event_id
        limit 1
        for update skip locked
        """;

    private const string MoveCursor = "update fanout_cursors set position = position + $2 where event_id = $1";

    private const string DropCursor = "delete from fanout_cursors where event_id = $1";

    /// <summary>Makes one step of the oldest event that nobody works on.</summary>
    /// <param name="now">The database clock's now.</param>
    /// <param name="aside">Events to leave out: their last step failed.</param>
    /// <param name="ct">Cancels the step.</param>
    /// <returns>What was made, to be published; null when there is nothing to do.</returns>
    /// <exception cref="FanoutStepException">The step of one event failed; nothing of it was made.</exception>
    public async Task<AppendedEvent?> Next(DateTimeOffset now, IReadOnlyCollection<Guid> aside, CancellationToken ct)
    {
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, RoutingLock.Shared, ct);
        if (await Take(connection, aside, ct) is not { } cursor)
        {
            return null;
        }

        try
        {
            var made = await Step(connection, cursor, now, ct);
            await transaction.CommitAsync(ct);
            return made;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            throw new FanoutStepException(cursor.EventId, exception);
        }
    }

    private async Task<AppendedEvent> Step(
        NpgsqlConnection connection,
        Cursor cursor,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var routing = await RoutingQueries.Load(connection, ct);
        var stored = await PendingDeliveries.LoadEvent(connection, cursor.EventId, ct);
        var made = stored is null ? [] : await Make(connection, cursor, stored, routing, now, ct);
        var done = stored is null || cursor.Left <= cursor.Subscribers.Length;
        await (
            done
                ? Execute(connection, DropCursor, ct, cursor.EventId)
                : Execute(connection, MoveCursor, ct, cursor.EventId, cursor.Subscribers.Length)
        );
        return new AppendedEvent(new AppendResult(cursor.EventId, false), stored, made, FanoutPending: !done);
    }

    private async Task<IReadOnlyList<RoutedDelivery>> Make(
        NpgsqlConnection connection,
        Cursor cursor,
        StoredEvent stored,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var stillMatching = routing
            .Match(stored.Type, stored.Source)
            .ToDictionary(route => route.Id, StringComparer.Ordinal);
        var rows = new AppendRows(writer);
        var made = new List<RoutedDelivery>();
        for (var i = 0; i < cursor.Subscribers.Length; i++)
        {
            // Matched when the event was accepted, and not disabled, deleted or changed away since.
            if (stillMatching.TryGetValue(cursor.Subscribers[i], out var route) && route.Epoch == cursor.Epochs[i])
            {
                var delivery = new RoutedDelivery(ids.NewId(now), route.Id, route.Epoch);
                rows.AddDelivery(delivery, stored);
                made.Add(delivery);
            }
        }

        await rows.Insert(connection, ct);
        return made;
    }

    private async Task<Cursor?> Take(NpgsqlConnection connection, IReadOnlyCollection<Guid> aside, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(TakeCursor, connection)
        {
            Parameters =
            {
                new() { Value = options.MaxFanout },
                new() { Value = aside.ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new Cursor(
                reader.GetGuid(0),
                reader.GetFieldValue<string[]>(1),
                reader.GetFieldValue<long[]>(2),
                reader.GetInt32(3)
            )
            : null;
    }

    private static async Task Execute(
        NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed record Cursor(Guid EventId, string[] Subscribers, long[] Epochs, int Left);
}
