using System.IO.Hashing;
using System.Text;
using Integration.Scheduling;
using Integration.Shops;
using Integration.Time;

namespace Integration.Sync;

/// <summary>
/// When one kind of a shop's records is due. Each shop has its own place within an interval and after the time of a full run, which
/// follows from its id, so that many shops do not start at once and none ever moves. Pure.
/// </summary>
internal sealed class SyncTimetable
{
    private readonly TimeSpan? _every;
    private readonly TimeSpan _phase;
    private readonly CronTimes? _full;
    private readonly TimeSpan _delay;
    private readonly TimeZoneInfo _zone;

    private SyncTimetable(TimeSpan? every, CronTimes? full, TimeZoneInfo zone, TimeSpan spread, double share) =>
        (_every, _full, _zone, _phase, _delay) = (
            every,
            full,
            zone,
            WholeSeconds((every ?? TimeSpan.Zero) * share),
            WholeSeconds(spread * share)
        );

    /// <summary>The timetable of a shop's kind; nothing is ever due where it is not synced by itself.</summary>
    /// <param name="shop">The shop's id.</param>
    /// <param name="kind">What is synced.</param>
    /// <param name="settings">The shop.</param>
    /// <param name="options">The usual times.</param>
    public static SyncTimetable Of(string shop, SyncKind kind, ShopSettings settings, ShopOptions options)
    {
        var schedule = (kind == SyncKind.Orders ? settings.Orders : settings.Products) ?? new SyncSchedule();
        if (!settings.Enabled || !schedule.Enabled)
        {
            return new(null, null, TimeZoneInfo.Utc, TimeSpan.Zero, 0);
        }

        var usual = kind == SyncKind.Orders ? options.FullOrders : options.FullProducts;
        var full = CronTimes.TryParse(schedule.Full ?? usual, out var times) ? times : null;
        return new(
            Durations.TryParse(schedule.Every, out var every) ? every : options.Every,
            full,
            ShopZones.Find(settings.TimeZone) ?? TimeZoneInfo.Utc,
            options.Spread,
            Share(shop, kind)
        );
    }

    /// <summary>What is due first after an instant.</summary>
    public SyncPlan Next(DateTimeOffset after) => new(NextIncremental(after), NextFull(after));

    /// <summary>The plan of a kind whose shop was made or changed; what is overdue stays so.</summary>
    /// <param name="before">The plan so far; null for a shop that is new, which is read at once.</param>
    /// <param name="now">The database clock's now.</param>
    public SyncPlan Changed(SyncPlan? before, DateTimeOffset now)
    {
        var next = Next(now);
        return before is null
            ? next with
            {
                Incremental = next.Incremental is null ? null : now,
            }
            : new(Kept(before.Incremental, next.Incremental, now), Kept(before.Full, next.Full, now));
    }

    /// <summary>What is to be started; null for nothing. What is due as a whole covers what changed.</summary>
    public static SyncMode? Due(SyncPlan plan, DateTimeOffset now) =>
        plan.Full <= now ? SyncMode.Full
        : plan.Incremental <= now ? SyncMode.Incremental
        : null;

    /// <summary>The plan once that was started; what was missed does not come again.</summary>
    public SyncPlan Started(SyncPlan plan, SyncMode mode, DateTimeOffset now) =>
        mode == SyncMode.Full ? Next(now) : plan with { Incremental = NextIncremental(now) };

    private DateTimeOffset? NextIncremental(DateTimeOffset after)
    {
        if (_every is not { } every)
        {
            return null;
        }

        var since = after.UtcTicks - _phase.Ticks;
        return new DateTimeOffset((((since / every.Ticks) + 1) * every.Ticks) + _phase.Ticks, TimeSpan.Zero);
    }

    private DateTimeOffset? NextFull(DateTimeOffset after) => _full?.Next(after - _delay, _zone) + _delay;

    private static DateTimeOffset? Kept(DateTimeOffset? before, DateTimeOffset? next, DateTimeOffset now) =>
        next is not null && before <= now ? before : next;

    private static double Share(string shop, SyncKind kind) =>
        XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(ISyncGrain.KeyOf(shop, kind))) / (double)uint.MaxValue;

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Floor(time.TotalSeconds));
}
