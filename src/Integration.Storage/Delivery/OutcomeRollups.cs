using Integration.Intake;
using Integration.Monitoring;
using Npgsql;

namespace Integration.Delivery;

/// <summary>Counts finished deliveries and attempts by subscriber, minute and hour; only of rows really changed.</summary>
internal sealed class OutcomeRollups
{
    // The histograms are added in place: a function of SQL would be parsed and planned at every call.
    private const string UpsertSql = """
        insert into outcome_rollups as r (span, bucket, subscriber_id, writer, delivered, failed, expired, cancelled,
            attempts, delay_ms_sum, delays, last_push_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (span, bucket, subscriber_id, writer) do update
        set delivered = r.delivered + excluded.delivered, failed = r.failed + excluded.failed,
            expired = r.expired + excluded.expired, cancelled = r.cancelled + excluded.cancelled,
            attempts = r.attempts + excluded.attempts, delay_ms_sum = r.delay_ms_sum + excluded.delay_ms_sum,
            delays = (
                select array_agg(a + b order by n) from unnest(r.delays, excluded.delays) with ordinality as t (a, b, n)
            ),
            last_push_at = greatest(r.last_push_at, excluded.last_push_at)
        """;

    private readonly SortedDictionary<(char Span, DateTime Bucket, string Subscriber), Counts> _rows = [];

    /// <summary>Counts what an outcome did to its delivery.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="status">The status that the row has now, which may be another one than it asked for.</param>
    public void Add(DeliveryOutcome outcome, DeliveryStatus status)
    {
        var subscriber = outcome.SubscriberId;
        var minute = AppendRollup.Floor(outcome.At, TimeSpan.TicksPerMinute);
        var hour = AppendRollup.Floor(outcome.At, TimeSpan.TicksPerHour);
        Row('m', minute, subscriber).Add(status, outcome);
        Row('h', hour, subscriber).Add(status, outcome);
    }

    /// <summary>Counts deliveries that ended without an attempt, such as those of a disabled subscriber.</summary>
    public void Add(string subscriber, DeliveryStatus status, DateTimeOffset at, long count)
    {
        Row('m', AppendRollup.Floor(at, TimeSpan.TicksPerMinute), subscriber).Add(status, count);
        Row('h', AppendRollup.Floor(at, TimeSpan.TicksPerHour), subscriber).Add(status, count);
    }

    /// <summary>Adds the counts inside the caller's transaction.</summary>
    public async Task Upsert(NpgsqlConnection connection, short writer, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        AddTo(batch, writer);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Ends the caller's transaction, after what comes first and the counts, in one round trip.</summary>
    public async Task UpsertAndCommit(
        NpgsqlConnection connection,
        short writer,
        NpgsqlBatchCommand first,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { first } };
        AddTo(batch, writer);
        // After an error the server skips what follows, so this commits all or nothing.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private void AddTo(NpgsqlBatch batch, short writer)
    {
        foreach (var (key, counts) in _rows)
        {
            batch.BatchCommands.Add(CommandOf(key, counts, writer));
        }
    }

    private static NpgsqlBatchCommand CommandOf(
        (char Span, DateTime Bucket, string Subscriber) key,
        Counts counts,
        short writer
    ) =>
        new NpgsqlBatchCommand(UpsertSql)
        {
            Parameters =
            {
                new() { Value = key.Span.ToString() },
                new() { Value = key.Bucket },
                new() { Value = key.Subscriber },
                new() { Value = writer },
                new() { Value = counts.Of(DeliveryStatus.Delivered) },
                new() { Value = counts.Of(DeliveryStatus.Failed) },
                new() { Value = counts.Of(DeliveryStatus.Expired) },
                new() { Value = counts.Of(DeliveryStatus.Cancelled) },
                new() { Value = counts.Attempts },
                new() { Value = counts.DelayMillisecondsSum },
                new() { Value = counts.Delays },
                new()
                {
                    Value = (object?)counts.LastPushAt ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
                },
            },
        };

    private Counts Row(char span, DateTime bucket, string subscriber)
    {
        if (!_rows.TryGetValue((span, bucket, subscriber), out var row))
        {
            row = new Counts();
            _rows.Add((span, bucket, subscriber), row);
        }

        return row;
    }

    private sealed class Counts
    {
        private readonly long[] _byStatus = new long[5];

        public long Attempts { get; private set; }

        public long DelayMillisecondsSum { get; private set; }

        public long[] Delays { get; } = new long[DelayHistogram.Bins];

        public DateTime? LastPushAt { get; private set; }

        public long Of(DeliveryStatus status) => _byStatus[(int)status];

        public void Add(DeliveryStatus status, long count) => _byStatus[(int)status] += count;

        public void Add(DeliveryStatus status, DeliveryOutcome outcome)
        {
            _byStatus[(int)status]++;
            Attempts += outcome.Result is null ? 0 : 1;
            if (outcome.AttemptStartedAt is { } started)
            {
                var at = started.UtcDateTime;
                LastPushAt = LastPushAt > at ? LastPushAt : at;
            }

            if (status == DeliveryStatus.Delivered)
            {
                var delay = outcome.At - outcome.Received;
                DelayMillisecondsSum += Math.Max(0, (long)delay.TotalMilliseconds);
                Delays[DelayHistogram.BinOf(delay)]++;
            }
        }
    }
}
