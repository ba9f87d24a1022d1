using Integration.Orders;
using Integration.Problems;
using Integration.Shops;
using Integration.Time;

namespace Integration.Sync;

/// <summary>What a run may be asked for. Pure.</summary>
internal static class SyncRequestRules
{
    /// <summary>Every fault; null when there is none.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="manners">Of the platform's list.</param>
    /// <param name="options">How long a backfill may be.</param>
    /// <param name="now">The database clock's now.</param>
    public static Problem? Check(SyncRequest request, ListManners manners, ShopOptions options, DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.When(!Enum.IsDefined(request.Kind), "kind", "orders or products.");
        if (request.Mode != SyncMode.Backfill)
        {
            errors.When(!Enum.IsDefined(request.Mode), "mode", "incremental, full or backfill.");
            const string only = "Only a backfill has a window.";
            errors.When(request.From is not null, "from", only);
            errors.When(request.To is not null, "to", only);
            errors.When(request.By is not null, "by", only);
            return errors.Problem;
        }

        var to = request.To ?? now;
        errors.When(request.From is null, "from", "Required: the first instant of the backfill.");
        errors.When(request.From > now, "from", "It must not be in the future.");
        errors.When(request.From > to, "to", "It must not be before from.");
        errors.When(
            to - request.From > options.LongestBackfill,
            "from",
            $"A backfill has at most {Durations.Format(options.LongestBackfill)}; start several."
        );
        errors.When(
            Window(request, manners, now) is null,
            "by",
            manners.Windows.Length == 0
                ? "The platform's list has no windows; start a full run."
                : $"The platform's list has windows by {string.Join(" and ", manners.Windows.Select(Name))} only."
        );
        return errors.Problem;
    }

    /// <summary>The window of a backfill in whole seconds; null where the list has no such windows.</summary>
    public static WalkWindow? Window(SyncRequest request, ListManners manners, DateTimeOffset now)
    {
        var has = manners.Windows.Select(static one => one.By).ToHashSet();
        WindowTime? by = request.By switch
        {
            OrderTime.Created => WindowTime.Created,
            OrderTime.Updated => WindowTime.Changed,
            _ when has.Contains(WindowTime.Created) => WindowTime.Created,
            _ => WindowTime.Changed,
        };
        return has.Contains(by.Value)
            ? new WalkWindow(WholeSecond(request.From ?? now), WholeSecond(request.To ?? now), by.Value)
            : null;
    }

    private static string Name(WindowLimit limit) => limit.By == WindowTime.Created ? "created" : "updated";

    private static DateTimeOffset WholeSecond(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
}
