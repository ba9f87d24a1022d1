using Integration.Intake;
using Integration.Time;
using Npgsql;

namespace Integration.Alerts;

/// <summary>Measures what concerns this silo, and gathers what its parts say.</summary>
internal sealed class SiloMeasures(
    AlertFeed feed,
    WorkerBeats workers,
    StorageReserve reserve,
    AlertMeasureQueries queries,
    AlertStepOptions options,
    DatabaseClock clock,
    TimeProvider time
)
{
    /// <summary>One round; a database that does not answer is a measure too.</summary>
    /// <param name="silo">The silo's name, the label of each value.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<MeasuredValue[]> Read(string silo, CancellationToken ct)
    {
        var values = new List<MeasuredValue>();
        try
        {
            // One that hangs does not answer either: nobody waits for the time-out of its command, which may be half a minute.
            var hasDay = await queries.HasDay(clock.UtcNow(), ct).WaitAsync(options.MeasureInterval, time, ct);
            Add(AlertMetrics.DatabaseReachable, 1);
            Add(AlertMetrics.IntakeOpen, hasDay && !reserve.IsShort ? 1 : 0);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Whether there is a partition cannot be told then: that value stands as it was.
            Add(AlertMetrics.DatabaseReachable, 0);
        }

        if (reserve.FreeBytes is { } free)
            Add(AlertMetrics.StorageFree, free);
        foreach (var (worker, runs) in workers.Read())
            Add(AlertMetrics.WorkerRunning, runs ? 1 : 0, ("worker", worker));
        foreach (var (metric, labels, value) in feed.Read())
        {
            var own = new Dictionary<string, string>(labels, StringComparer.Ordinal);
            if (IsPerSilo(metric))
                own["silo"] = silo;
            values.Add(new MeasuredValue(metric, own, value, clock.UtcNow()));
        }

        return [.. values];

        void Add(AlertMetric metric, double value, params (string Name, string Value)[] labels)
        {
            var all = labels.ToDictionary(
                static label => label.Name,
                static label => label.Value,
                StringComparer.Ordinal
            );
            all["silo"] = silo;
            values.Add(new MeasuredValue(metric.Name, all, value, clock.UtcNow()));
        }
    }

    private static bool IsPerSilo(string metric) =>
        AlertMetrics.All.FirstOrDefault(one => one.Name.Equals(metric, StringComparison.Ordinal)) is { } known
        && known.Labels.Contains("silo");
}
