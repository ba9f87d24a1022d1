using System.Diagnostics.Metrics;
using Integration.Sync;

namespace Integration.Alerts;

/// <summary>How far behind the platforms shops are, as a gauge; on the silo that judges alerts, which measures it.</summary>
internal sealed class SyncMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lasting;
    private IReadOnlyList<ShopFreshness> _freshness = [];
    private long _at;

    public SyncMetrics(IMeterFactory meters, AlertStepOptions options, TimeProvider time)
    {
        _time = time;
        // Another silo may judge by now, which then says it.
        _lasting = options.MeasureInterval * 3;
        _meter = meters.Create("Integration.Sync");
        _meter.CreateObservableGauge(
            "integration.sync.behind",
            Read,
            "s",
            "How far the local copy lies behind the platform, by shop and kind; the furthest ones, on the silo that judges alerts"
        );
    }

    public void Measured(IReadOnlyList<ShopFreshness> freshness)
    {
        Volatile.Write(ref _at, _time.GetTimestamp());
        Volatile.Write(ref _freshness, freshness);
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Read() =>
        _time.GetElapsedTime(Volatile.Read(ref _at)) > _lasting
            ? []
            : Volatile
                .Read(ref _freshness)
                .Where(static one => one.BehindSeconds is not null)
                .Select(static one => new Measurement<double>(
                    one.BehindSeconds!.Value,
                    new KeyValuePair<string, object?>("shop", one.Shop),
                    new KeyValuePair<string, object?>("kind", one.Kind.ToString().ToLowerInvariant())
                ));
}
