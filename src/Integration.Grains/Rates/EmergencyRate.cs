using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Rates;

/// <summary>What one process allows itself while the cluster cannot be asked: little, but not nothing.</summary>
internal sealed class EmergencyRate(double callsPerSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly RateBucket _bucket = new(
        new RateRule(RateSchedule.AnyCall, RateScope.Shop, 1, TimeSpan.FromSeconds(1 / callsPerSecond)),
        1
    );
    private TimeSpan _until = TimeSpan.MinValue;
    private TimeSpan _pausedUntil = TimeSpan.MinValue;

    /// <summary>Whether it is in force.</summary>
    public bool IsOn
    {
        get
        {
            lock (_gate)
            {
                return Now < _until;
            }
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>In force from now on for a while; then the cluster is asked again.</summary>
    public void Begin(TimeSpan length)
    {
        lock (_gate)
        {
            _until = Now + length;
        }
    }

    /// <summary>Nothing for a while, and in force at least as long.</summary>
    public void Pause(TimeSpan length)
    {
        lock (_gate)
        {
            _pausedUntil = Now + length;
            _until = _until > _pausedUntil ? _until : _pausedUntil;
        }
    }

    /// <summary>How long until the next permit, which is given where that is within the wait.</summary>
    public TimeSpan Take(TimeSpan wait, out bool isGiven)
    {
        lock (_gate)
        {
            var now = Now;
            var at = _bucket.Next(now > _pausedUntil ? now : _pausedUntil, 1);
            isGiven = at - now <= wait;
            if (isGiven)
            {
                _bucket.Take(at, 1);
            }

            return at - now;
        }
    }
}
