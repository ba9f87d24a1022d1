using Microsoft.Extensions.Logging;

namespace Integration.Delivery;

/// <summary>The pump's loop: loads, attempts, timers.</summary>
internal sealed partial class DeliveryPump
{
    private static readonly TimeSpan LoadRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LoadAnyway = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SlotCheck = TimeSpan.FromSeconds(10);
    private DateTimeOffset _lastSlotCheck;
    private DateTimeOffset _loadsPausedAt;
    private DateTimeOffset _lastLoad;
    private DateTimeOffset? _nextDueAt;
    private DateTimeOffset? _timerAt;

    private void Pump()
    {
        if (!MayPush)
        {
            return;
        }

        var now = _services.Clock.UtcNow();
        FreeLostSlots(now);
        while (_inFlight.Count < _subscriber!.Concurrency && _window.TryTake(now, out var item))
        {
            var attempt = new Attempt(item, _subscriber, _owner);
            if (!_services.Attempts.TryStart(attempt))
            {
                // The silo is stopping: the row stays pending, another silo takes it.
                _stopping = true;
                return;
            }

            var overdueAt = now + _subscriber.Timeout + _services.Options.SlotMargin;
            _inFlight.Add(item.DeliveryId, new InFlightAttempt(attempt, overdueAt));
        }

        if (_window.NeedsLoad && IsOver(_loadsPausedAt, LoadRetry, now))
        {
            _lastLoad = now;
            _ = Load();
        }
        else if (_window.NeedsLoad && !(_nextDueAt <= _loadsPausedAt + LoadRetry))
        {
            _nextDueAt = _loadsPausedAt + LoadRetry;
        }

        SetTimer(now);
    }

    // Also where the database's clock was set back: what lies ahead by more than the pause was noted before that.
    private static bool IsOver(DateTimeOffset since, TimeSpan pause, DateTimeOffset now) =>
        (now - since).Duration() >= pause;

    // A report that never came: its outcome is committed, so the row says what holds, and the slot is free.
    private void FreeLostSlots(DateTimeOffset now)
    {
        if (!IsOver(_lastSlotCheck, SlotCheck, now))
        {
            return;
        }

        _lastSlotCheck = now;
        foreach (var (id, slot) in _inFlight)
        {
            if (slot.IsLost(now))
            {
                _inFlight.Remove(id);
                _window.Forget(id);
                _window.NoteBehind();
                _services.Metrics.ReportLost();
                LogReportLost(_services.Logger, id, _subscriber!.Id);
            }
        }
    }

    // Runs as turns of the grain, but in no call of its own: calls and stream items go on meanwhile.
    private async Task Load()
    {
        var subscriber = _subscriber!;
        var limit = _window.BeginLoad();
        try
        {
            var now = _services.Clock.UtcNow();
            var due = await _services.Pending.Due(subscriber.Id, subscriber.Epoch, now, limit, _stop.Token);
            var chosen = _window.Choose(due, out var complete);
            var items = chosen.Count > 0 ? await _services.Pending.Load(chosen, _window.RoomBytes, _stop.Token) : [];
            var next = await _services.Pending.NextDueAfter(subscriber.Id, subscriber.Epoch, now, _stop.Token);
            EndLoad(subscriber, items, all: complete && due.Count < limit && items.Count == chosen.Count, next);
            if (chosen.Count > items.Count && items.Count == 0)
            {
                // Rows without their events: asking again at once would bring nothing else.
                PauseLoads();
            }
        }
        catch (OperationCanceledException) when (_stopping)
        {
            _window.FailLoad();
            return;
        }
        catch (Exception exception)
        {
            LogLoadFailed(_services.Logger, exception, subscriber.Id);
            _window.FailLoad();
            PauseLoads();
        }

        Pump();
    }

    private void EndLoad(
        SubscriberRuntime subscriber,
        IReadOnlyList<DeliveryItem> items,
        bool all,
        DateTimeOffset? next
    )
    {
        if (_stopping || subscriber.Epoch != _subscriber?.Epoch)
        {
            // What was loaded may be cancelled, or another's by now.
            _window.FailLoad();
            return;
        }

        if (!_window.EndLoad(Fresh(items), all))
        {
            // Not all of it found room: this window, or others of the silo, must drain first.
            PauseLoads();
        }

        if (next is { } at)
        {
            WakeAt(at);
        }
    }

    private void PauseLoads()
    {
        _loadsPausedAt = _services.Clock.UtcNow();
        WakeAt(_loadsPausedAt + LoadRetry);
    }

    private void WakeAt(DateTimeOffset at)
    {
        if (_nextDueAt is null || at < _nextDueAt)
        {
            _nextDueAt = at;
            SetTimer(_services.Clock.UtcNow());
        }
    }

    private void SetTimer(DateTimeOffset now)
    {
        var retryAt = _window.NextRetryAfter(now);
        var at = _nextDueAt < retryAt || retryAt is null ? _nextDueAt : retryAt;
        if (at == _timerAt && (at is null || at > now))
        {
            return;
        }

        _timerAt = at;
        // Timers cut fractions of a millisecond off; one that fires too early finds nothing due.
        var due = at is { } instant
            ? TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (instant - now).TotalMilliseconds)))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The report of delivery {DeliveryId} to {Subscriber} never came; its slot is freed, its row says what holds"
    )]
    private static partial void LogReportLost(ILogger logger, Guid deliveryId, string subscriber);

    [LoggerMessage(LogLevel.Warning, "Due deliveries of {Subscriber} could not be loaded; tried again in a second")]
    private static partial void LogLoadFailed(ILogger logger, Exception exception, string subscriber);
}
