using System.Diagnostics.Metrics;

namespace Integration.Delivery;

/// <summary>Counts slots that were freed because no report came.</summary>
internal sealed class LostReports : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public LostReports()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "integration.delivery.reports.lost")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _count, value));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
