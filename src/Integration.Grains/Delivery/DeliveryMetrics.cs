using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Integration.Delivery;

/// <summary>Figures and traces of pushing. Labels are bounded: never a subscriber, never a URL.</summary>
internal sealed class DeliveryMetrics : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Integration.Delivery";

    private static readonly ActivitySource Source = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _lostReports;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _delay;

    public DeliveryMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _attempts = _meter.CreateCounter<long>("integration.delivery.attempts", "{attempt}", "Attempts by result");
        _lostReports = _meter.CreateCounter<long>(
            "integration.delivery.reports.lost",
            "{report}",
            "Slots freed because the report of their attempt never came"
        );
        _duration = Seconds("integration.delivery.attempt.duration", "Duration of an attempt");
        _delay = Seconds("integration.delivery.delay", "From received to 2xx");
    }

    public static Activity? StartAttempt(DeliveryItem item)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // A traceparent that cannot be read starts a trace of its own.
        var parent = ActivityContext.TryParse(item.Event.TraceParent, null, out var known) ? known : default;
        return Source
            .StartActivity("deliver", ActivityKind.Producer, parent)
            ?.SetTag("messaging.message.id", item.Event.Id);
    }

    /// <summary>The trace of the request that brought the event, null where it named none.</summary>
    public static string? TraceIdOf(DeliveryItem item) =>
        ActivityContext.TryParse(item.Event.TraceParent, null, out var known) ? known.TraceId.ToString() : null;

    public void Attempted(AttemptResult result, DateTimeOffset received, DateTimeOffset finished)
    {
        var outcome = result.Error?.ToString().ToLowerInvariant() ?? "delivered";
        _attempts.Add(1, new KeyValuePair<string, object?>("result", outcome));
        _duration.Record(result.Duration.TotalSeconds);
        if (result.Delivered)
        {
            _delay.Record((finished - received).TotalSeconds);
        }
    }

    public void ReportLost() => _lostReports.Add(1);

    public void Dispose() => _meter.Dispose();

    // The default boundaries are for milliseconds; ours are seconds.
    private Histogram<double> Seconds(string name, string description) =>
        _meter.CreateHistogram(
            name,
            "s",
            description,
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                [
                    0.001,
                    0.0025,
                    0.005,
                    0.01,
                    0.025,
                    0.05,
                    0.1,
                    0.25,
                    0.5,
                    1,
                    2.5,
                    5,
                    10,
                    30,
                ],
            }
        );
}
