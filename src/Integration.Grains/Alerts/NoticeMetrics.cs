using System.Diagnostics.Metrics;
using Integration.Notices;

namespace Integration.Alerts;

/// <summary>Figures of alerts and notices. Labels are bounded: kinds and results, never a name.</summary>
internal sealed class NoticeMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _untracked;
    private long? _untrackedBefore;
    private int _firing;
    private int _waiting;
    private double _oldest;

    public NoticeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Integration.Alerts");
        _attempts = _meter.CreateCounter<long>(
            "integration.notices.attempts",
            "{attempt}",
            "Attempts to send a message, by kind of channel and result"
        );
        _steps = _meter.CreateCounter<long>(
            "integration.alerts.steps",
            "{step}",
            "Steps of the alert engine that were stored, on the silo that makes them"
        );
        _meter.CreateObservableGauge(
            "integration.alerts.firing",
            () => Volatile.Read(ref _firing),
            "{alert}",
            "Alerts that fire, on the silo that judges them"
        );
        _untracked = _meter.CreateCounter<long>(
            "integration.alerts.untracked",
            "{value}",
            "Bad values that no alert stands for because the most alerts are watched, on the silo that judges them"
        );
        _meter.CreateObservableGauge(
            "integration.notices.waiting",
            () => Volatile.Read(ref _waiting),
            "{notice}",
            "Notices that wait in all channels, on the silo that sends them"
        );
        _meter.CreateObservableGauge(
            "integration.notices.oldest",
            () => Volatile.Read(ref _oldest),
            "s",
            "Age of the oldest notice that waits, on the silo that sends them"
        );
    }

    public void Attempted(string kind, NoticeResult result) =>
        _attempts.Add(
            1,
            new KeyValuePair<string, object?>("kind", kind),
            new KeyValuePair<string, object?>("result", result.Failure is { } failure ? AlertNames.Of(failure) : "sent")
        );

    public void Stepped(AlertState state)
    {
        _steps.Add(1);
        _untracked.Add(Math.Max(0, state.Untracked - (_untrackedBefore ?? state.Untracked)));
        _untrackedBefore = state.Untracked;
        Volatile.Write(ref _firing, state.Alerts.Values.Count(static alert => alert.Phase == AlertPhase.Firing));
    }

    public void Waiting(int notices, TimeSpan oldest)
    {
        Volatile.Write(ref _waiting, notices);
        Volatile.Write(ref _oldest, oldest.TotalSeconds);
    }

    /// <summary>Another silo judges and sends from now on, or none.</summary>
    public void Left()
    {
        _untrackedBefore = null;
        Volatile.Write(ref _firing, 0);
        Waiting(0, TimeSpan.Zero);
    }

    public void Dispose() => _meter.Dispose();
}
