using System.Diagnostics.Metrics;

namespace Integration.Rates;

/// <summary>Figures of pacing, by platform.</summary>
internal sealed class RateMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _emergencies;
    private readonly Counter<long> _cuts;

    public RateMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Integration.Rates");
        _emergencies = _meter.CreateCounter<long>(
            "integration.rates.emergency",
            "{permit}",
            "Permits at the emergency rate, because the cluster could not be asked"
        );
        _cuts = _meter.CreateCounter<long>(
            "integration.rates.throttled",
            "{refusal}",
            "Refusals of platforms that were told to the cluster"
        );
    }

    public void Emergency(string platform, int count) =>
        _emergencies.Add(count, new KeyValuePair<string, object?>("platform", platform));

    public void Throttled(string platform) => _cuts.Add(1, new KeyValuePair<string, object?>("platform", platform));

    public void Dispose() => _meter.Dispose();
}
