using System.Diagnostics.Metrics;

namespace Integration.Monitoring;

/// <summary>Figures of a gateway itself. They stand at 0 from the start, so that a missing one means a missing process.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Integration.Gateway";

    private readonly Meter _meter;
    private readonly Counter<long> _signIns;
    private long _repeated;
    private long _givenUp;
    private long _refused;

    public GatewayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _meter.CreateObservableCounter(
            "integration.gateway.calls.repeated",
            () => Interlocked.Read(ref _repeated),
            "{call}",
            "Calls made again because they were lost with a silo"
        );
        _meter.CreateObservableCounter(
            "integration.gateway.calls.lost",
            () => Interlocked.Read(ref _givenUp),
            "{call}",
            "Calls given up: the sender was told to try later"
        );
        _meter.CreateObservableCounter(
            "integration.gateway.requests.limited",
            () => Interlocked.Read(ref _refused),
            "{request}",
            "Webhooks refused by the rate limits at the door"
        );
        _signIns = _meter.CreateCounter<long>(
            "integration.dashboard.sign_ins",
            "{attempt}",
            "Attempts to sign in at the dashboard, by result"
        );
    }

    public void Repeated() => Interlocked.Increment(ref _repeated);

    public void GivenUp() => Interlocked.Increment(ref _givenUp);

    public void Limited() => Interlocked.Increment(ref _refused);

    public void SignIn(string result) => _signIns.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Dispose() => _meter.Dispose();
}
