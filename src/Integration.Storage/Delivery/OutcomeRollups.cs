using System.Runtime.InteropServices;
using Integration.Intake;
using Integration.Monitoring;
using Npgsql;

namespace Integration.Delivery;

/// <summary>Counts finished deliveries and attempts by subscriber, minute and hour; only of rows really changed.</summary>
internal sealed class OutcomeRollups
{
    // The counts of a minute are those of its hour too: one statement adds them to both, the hour first, so that two
    // transactions take their locks in one order. The histograms are added in place: a function of SQL would be parsed and planned
    // at every call.
    private const string UpsertSql = """
        insert into outcome_rollups as r (span, bucket, subscriber_id, writer, delivered, failed, expired, cancelled,
            attempts, delay_ms_sum, delays, last_push_at)
        select s.span, s.bucket, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
        from (values ('h', $1::timestamptz), ('m', $2::timestamptz)) as s (span, bucket)
        on conflict (span, bucket, subscriber_id, writer) do update
        set delivered = r.delivered + excluded.delivered, failed = r.failed + excluded.failed,
            expired = r.expired + excluded.expired, cancelled = r.cancelled + excluded.cancelled,
            attempts = r.attempts + excluded.attempts, delay_ms_sum = r.delay_ms_sum + excluded.delay_ms_sum,
            delays = (
                select array_agg(a + b order by n) from unnest(r.delays, excluded.delays) with ordinality as t (a, b, n)
            ),
            last_push_at = greatest(r.last_push_at, excluded.last_push_at)
        """;

    private readonly Dictionary<(string Subscriber, DateTime Minute), Counts> _rows = [];

    /// <summary>Counts what an outcome did to its delivery.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="status">The status that the row has now, which may be another one than it asked for.</param>
    public void Add(DeliveryOutcome outcome, DeliveryStatus status) =>
        Row(outcome.SubscriberId, outcome.At).Add(status, outcome);

    /// <summary>Counts deliveries that ended without an attempt, such as those of a disabled subscriber.</summary>
    public void Add(string subscriber, DeliveryStatus status, DateTimeOffset at, long count) =>
        Row(subscriber, at).Add(status, count);

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
        foreach (
            var (key, counts) in _rows
                .OrderBy(row => row.Key.Subscriber, StringComparer.Ordinal)
                .ThenBy(row => row.Key.Minute)
        )
        {
            batch.BatchCommands.Add(CommandOf(key, counts, writer));
        }
    }

    private static NpgsqlBatchCommand CommandOf(
        (string Subscriber, DateTime Minute) key,
        Counts counts,
        short writer
    ) =>
        new NpgsqlBatchCommand(UpsertSql)
        {
            Parameters =
            {
                new() { Value = AppendRollup.Floor(new DateTimeOffset(key.Minute), TimeSpan.TicksPerHour) },
                new() { Value = key.Minute },
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

    private Counts Row(string subscriber, DateTimeOffset at)
    {
        var minute = AppendRollup.Floor(at, TimeSpan.TicksPerMinute);
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, (subscriber, minute), out _);
        return row ??= new Counts();
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
