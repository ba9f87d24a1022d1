using Npgsql;

namespace Integration.Intake;

/// <summary>Where an appended row is counted.</summary>
internal readonly record struct AppendRollup(char Span, DateTime Bucket, string Kind, string Id)
{
    private const string Upsert = """
        insert into append_rollups as r (span, bucket, kind, id, writer, events)
        select span, bucket, kind, id, $6, events
        from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::bigint[])
            as c (span, bucket, kind, id, events)
        on conflict (span, bucket, kind, id, writer) do update set events = r.events + excluded.events
        """;

    public static AppendRollup Minute(string kind, string id, DateTimeOffset at) =>
        new('m', Floor(at, TimeSpan.TicksPerMinute), kind, id);

    public static AppendRollup Hour(string kind, string id, DateTimeOffset at) =>
        new('h', Floor(at, TimeSpan.TicksPerHour), kind, id);

    public static NpgsqlBatchCommand Command(Dictionary<AppendRollup, long> counts, short writer)
    {
        // Sorted, so that transactions which count the same rows take their locks in one order.
        var rows = counts
            .OrderBy(row => row.Key.Span)
            .ThenBy(row => row.Key.Bucket)
            .ThenBy(row => row.Key.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Id, StringComparer.Ordinal)
            .ToArray();
        return new NpgsqlBatchCommand(Upsert)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(rows, row => row.Key.Span.ToString()) },
                new() { Value = Array.ConvertAll(rows, row => row.Key.Bucket) },
                new() { Value = Array.ConvertAll(rows, row => row.Key.Kind) },
                new() { Value = Array.ConvertAll(rows, row => row.Key.Id) },
                new() { Value = Array.ConvertAll(rows, row => row.Value) },
                new() { Value = writer },
            },
        };
    }

    internal static DateTime Floor(DateTimeOffset at, long ticks) =>
        new(at.UtcTicks - (at.UtcTicks % ticks), DateTimeKind.Utc);
}
