using System.Diagnostics.Metrics;

namespace Integration.Intake;

/// <summary>Figures of intake.</summary>
internal sealed class IntakeMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Integration.Intake";

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _refused;
    private readonly Histogram<int> _batch;

    public IntakeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _events = _meter.CreateCounter<long>(
            "integration.intake.events",
            "{event}",
            "Events committed, repeats included"
        );
        _refused = _meter.CreateCounter<long>("integration.intake.refused", "{event}", "Events refused, by reason");
        _batch = _meter.CreateHistogram(
            "integration.intake.commit.events",
            "{event}",
            "Events in one commit",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] }
        );
    }

    public void Committed(int events)
    {
        _events.Add(events);
        _batch.Record(events);
    }

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Dispose() => _meter.Dispose();
}
