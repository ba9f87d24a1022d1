using System.Diagnostics;
using System.Diagnostics.Metrics;
using Integration.Calls;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Figures and traces of calls to platforms. Labels are bounded: never an account, an address or a text of a platform.</summary>
internal sealed class PipelineMetrics : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Integration.Platforms";

    private const string PlatformTag = "platform";
    private const string EndpointTag = "endpoint";
    private const string OutcomeTag = "outcome";
    private const string ReasonTag = "reason";
    private static readonly ActivitySource Source = new(Name);

    // The default boundaries are for milliseconds; ours are seconds.
    private static readonly double[] Boundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
    private static readonly string[] Kinds = Names<FailureKind>();
    private static readonly string[] Reasons = Names<FailureReason>();
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _rateWait;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Null where nobody collects.</param>
    public PipelineMetrics(IMeterFactory? meters)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _calls = _meter.CreateCounter<long>("integration.platform.calls", "{call}", "Calls by outcome");
        _attempts = _meter.CreateCounter<long>("integration.platform.attempts", "{attempt}", "Requests by outcome");
        _duration = Seconds("integration.platform.call.duration", "Duration of a call with waits and repetitions");
        _rateWait = Seconds("integration.platform.rate.wait", "Wait of a call for permits");
    }

    public static Activity? StartCall(PlatformCall call) =>
        Source.HasListeners()
            ? Source
                .StartActivity("platform call", ActivityKind.Client)
                ?.SetTag("integration.platform", call.Platform)
                .SetTag("integration.endpoint", call.Endpoint)
            : null;

    public static void End(Activity? span, in PlatformCallMeasure measure)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("integration.outcome", Outcome(measure)).SetTag("integration.attempts", measure.Attempts);
        if (measure.Reason is { } reason)
        {
            span.SetTag("integration.reason", Reasons[(int)reason]).SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Attempted(in PlatformCallMeasure measure) => _attempts.Add(1, Tags(measure));

    public void Called(in PlatformCallMeasure measure)
    {
        var tags = Tags(measure);
        _calls.Add(1, tags);
        _duration.Record(
            measure.Duration.TotalSeconds,
            Tag(PlatformTag, measure.Platform),
            Tag(EndpointTag, measure.Endpoint)
        );
        _rateWait.Record(measure.WaitedForRate.TotalSeconds, Tag(PlatformTag, measure.Platform));
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static TagList Tags(in PlatformCallMeasure measure)
    {
        var tags = new TagList
        {
            { PlatformTag, measure.Platform },
            { EndpointTag, measure.Endpoint },
            { OutcomeTag, Outcome(measure) },
        };
        if (measure.Reason is { } reason)
        {
            tags.Add(ReasonTag, Reasons[(int)reason]);
        }

        return tags;
    }

    private static string Outcome(in PlatformCallMeasure measure) =>
        measure.Kind is { } kind ? Kinds[(int)kind] : "success";

    private Histogram<double> Seconds(string name, string description) =>
        _meter.CreateHistogram(
            name,
            "s",
            description,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Boundaries }
        );

    // TokenExpired → token_expired
    private static string[] Names<T>()
        where T : struct, Enum =>
        [
            .. Enum.GetNames<T>()
                .Select(static name => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name)),
        ];
}
