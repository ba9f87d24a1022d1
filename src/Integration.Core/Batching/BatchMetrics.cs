using System.Diagnostics.Metrics;

namespace Integration.Batching;

/// <summary>Figures of batching, by operation. Labels are bounded: never an account.</summary>
public sealed class BatchMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Integration.Batching";

    private readonly Meter _meter;
    private readonly Counter<long> _items;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _refused;

    /// <summary>Makes the instruments.</summary>
    public BatchMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _items = _meter.CreateCounter<long>("integration.batching.items", "{item}", "Items handed in");
        _calls = _meter.CreateCounter<long>("integration.batching.calls", "{call}", "Calls made for them");
        _retried = _meter.CreateCounter<long>("integration.batching.retried", "{item}", "Items sent again");
        _refused = _meter.CreateCounter<long>("integration.batching.refused", "{item}", "Items refused");
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Added(string operation) => _items.Add(1, Label(operation));

    internal void Called(string operation) => _calls.Add(1, Label(operation));

    internal void Retried(string operation) => _retried.Add(1, Label(operation));

    internal void Refused(string operation) => _refused.Add(1, Label(operation));

    private static KeyValuePair<string, object?> Label(string operation) => new("operation", operation);
}
