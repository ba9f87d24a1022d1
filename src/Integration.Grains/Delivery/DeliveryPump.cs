namespace Integration.Delivery;

/// <summary>
/// Moves one subscriber's deliveries: from stream and rows into the window, from the window into attempts, as many at once
/// as the subscriber allows. Lives inside its grain and runs in the grain's turns, so it needs no lock; reading rows and
/// making attempts happen outside of them.
/// </summary>
internal sealed partial class DeliveryPump : IDisposable
{
    // Between the clocks of the gateway that received an event and of this silo; what is read from rows for nothing costs little.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromSeconds(1);

    private readonly ISubscriberGrain _owner;
    private readonly DeliveryServices _services;
    private readonly DeliveryWindow _window;

    private readonly Dictionary<Guid, InFlightAttempt> _inFlight = [];
    private readonly IGrainTimer _timer;
    private readonly DateTimeOffset _currentFrom;
    private SubscriberRuntime? _subscriber;
    private readonly CancellationTokenSource _stop = new();
    private bool _stopping;

    public DeliveryPump(ISubscriberGrain owner, Func<Func<Task>, IGrainTimer> createTimer, DeliveryServices services)
    {
        _owner = owner;
        _services = services;
        _currentFrom = services.Clock.UtcNow() + ClockMargin;
        _window = new DeliveryWindow(services.Options, services.Budget, services.Time);
        _timer = createTimer(Tick);
    }

    private bool MayPush => _subscriber is { Enabled: true } && !_stopping && _services.Options.Enabled;

    /// <summary>Takes over a configuration; null when there is no such subscriber.</summary>
    public void Configure(SubscriberRuntime? subscriber)
    {
        var cancelled = subscriber is null || subscriber.Epoch != _subscriber?.Epoch;
        _subscriber = subscriber;
        if (cancelled)
        {
            _window.Clear(_inFlight.ContainsKey);
        }

        Pump();
    }

    /// <summary>What the stream brings.</summary>
    public void Offer(IReadOnlyList<DeliveryItem> items)
    {
        if (items.Any(item => !IsCurrent(item)))
        {
            if (items.Any(item => !IsCurrent(item) && !_window.IsKnown(item.DeliveryId)))
            {
                _window.NoteBehind();
            }

            items = [.. items.Where(IsCurrent)];
        }

        _window.Offer(Fresh(items));
        Pump();
    }

    /// <summary>
    /// The sweeper saw due rows. While the window works through what it has they are most likely in it; now and then the
    /// rows are asked all the same, so that one whose stream item was lost does not wait for a quiet moment.
    /// </summary>
    public void Wake()
    {
        if (_window.Ready == 0 || IsOver(_lastLoad, LoadAnyway, _services.Clock.UtcNow()))
        {
            _window.NoteBehind();
        }

        Pump();
    }

    /// <summary>Outcomes that are committed.</summary>
    public void Report(IReadOnlyList<AttemptReport> reports)
    {
        var now = _services.Clock.UtcNow();
        foreach (var report in reports)
        {
            if (!_inFlight.TryGetValue(report.DeliveryId, out var slot) || !slot.IsOf(report))
            {
                continue;
            }

            _inFlight.Remove(report.DeliveryId);
            if (!report.Written)
            {
                // Another owner was first, or it could not be stored: the row says what holds, the sweeper reads it.
                _window.Forget(report.DeliveryId);
            }
            else if (report.RetryAt is not { } at)
            {
                _window.Finish(report.DeliveryId);
            }
            else if (!_window.Retry(report.DeliveryId, at, now))
            {
                WakeAt(at);
            }
        }

        Pump();
    }

    /// <summary>
    /// Starts nothing more, and waits until what is in flight is committed or <see cref="DeliveryOptions.HandOverTimeout"/> is over: the
    /// grain's next activation reads the rows, and would make the same attempts beside these. A grain goes while its silo stays where the
    /// silo that held its place in the directory goes. At a stop of its own silo there is nothing left to wait for
    /// (<see cref="AttemptDrain"/>).
    /// </summary>
    public Task Stop(CancellationToken ct)
    {
        _stopping = true;
        _stop.Cancel();
        var attempts = _inFlight.Values.Select(static slot => slot.Attempt.Ended()).ToArray();
        _inFlight.Clear();
        _window.Clear(_inFlight.ContainsKey);
        return Ended(attempts, ct);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task Ended(Task[] attempts, CancellationToken ct)
    {
        try
        {
            await Task.WhenAll(attempts).WaitAsync(_services.Options.HandOverTimeout, _services.Time, ct);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            // Of a slow subscriber: that it is served again is worth an event that comes twice.
        }
    }

    // The rows say what holds where an item was routed before or after a change that this grain has not made, and where its
    // event is older than the activation: the one before may have delivered it, and a stream repeats what was not confirmed.
    private bool IsCurrent(DeliveryItem item) =>
        item.Event.Received >= _currentFrom && (_subscriber is null || item.Epoch == _subscriber.Epoch);

    // What is too old already ends here and now: it must not wait for a slot, nor take one (W2).
    private IReadOnlyList<DeliveryItem> Fresh(IReadOnlyList<DeliveryItem> items)
    {
        if (_subscriber is not { } subscriber || !MayPush)
        {
            return items;
        }

        var now = _services.Clock.UtcNow();
        var fresh = new List<DeliveryItem>(items.Count);
        foreach (var item in items)
        {
            if (_inFlight.ContainsKey(item.DeliveryId) || !DeliveryAge.IsExpired(item.Event, subscriber.Freshness, now))
            {
                fresh.Add(item);
            }
            else
            {
                _services.Attempts.Expire(item, subscriber, _owner);
                _window.Finish(item.DeliveryId);
            }
        }

        return fresh;
    }

    private Task Tick()
    {
        // It has fired: whatever comes next must be set anew, even for the same instant.
        _timerAt = null;
        if (_nextDueAt is { } due && due <= _services.Clock.UtcNow())
        {
            _nextDueAt = null;
            _window.NoteBehind();
        }

        Pump();
        return Task.CompletedTask;
    }
}
