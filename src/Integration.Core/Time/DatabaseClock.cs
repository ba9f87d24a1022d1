namespace Integration.Time;

/// <summary>
/// The one clock that stored instants come from: monotonic time plus the measured offset to the database, so that
/// silos with wrong or jumping wall clocks agree. Tests put a fake <see cref="TimeProvider"/> under it.
/// </summary>
public sealed class DatabaseClock(TimeProvider time)
{
    private readonly long _startTimestamp = time.GetTimestamp();
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private long _offsetTicks;

    /// <summary>Now by the database, UTC, to the millisecond as it is stored.</summary>
    public DateTimeOffset UtcNow()
    {
        var ticks = Monotonic().Ticks + Interlocked.Read(ref _offsetTicks);
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>
    /// Takes over what the database said its time was, half-way between sending the question and the answer.
    /// </summary>
    public void Measured(DateTimeOffset databaseNow, TimeSpan roundTrip) =>
        Interlocked.Exchange(ref _offsetTicks, databaseNow.UtcTicks + (roundTrip.Ticks / 2) - Monotonic().Ticks);

    private DateTimeOffset Monotonic() => _start + time.GetElapsedTime(_startTimestamp);
}
