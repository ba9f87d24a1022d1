namespace Integration.Intake;

/// <summary>Events whose fan-out failed: each waits longer after every failure, and holds up no other meanwhile.</summary>
internal sealed class FanoutBackOff
{
    // Above it nothing is expanded until some are due again: failures of so many are no matter of single events.
    public const int MaxWaiting = 1_000;
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly Dictionary<Guid, (TimeSpan Pause, DateTimeOffset Until)> _failed = [];

    /// <summary>Sets an event aside; returns until when.</summary>
    public DateTimeOffset Failed(Guid eventId, DateTimeOffset now)
    {
        var pause = _failed.TryGetValue(eventId, out var before) ? before.Pause * 2 : First;
        pause = pause < Longest ? pause : Longest;
        _failed[eventId] = (pause, now + pause);
        return now + pause;
    }

    public void Succeeded(Guid eventId) => _failed.Remove(eventId);

    /// <summary>Events that must wait now. What has been due for long was finished by another silo: it is forgotten.</summary>
    public IReadOnlyCollection<Guid> Waiting(DateTimeOffset now)
    {
        foreach (var (id, (_, until)) in _failed)
        {
            if (now - until > Longest)
            {
                _failed.Remove(id);
            }
        }

        return [.. _failed.Where(one => one.Value.Until > now).Select(one => one.Key)];
    }
}
