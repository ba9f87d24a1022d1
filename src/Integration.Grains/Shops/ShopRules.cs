using Integration.Mapping;
using Integration.Problems;
using Integration.Scheduling;
using Integration.Sync;
using Integration.Time;

namespace Integration.Shops;

/// <summary>Checks a shop's settings, all faults at once. Pure.</summary>
internal sealed class ShopRules(ShopOptions options)
{
    private const int MaxReason = 2_000;

    /// <summary>Every fault; null when there is none.</summary>
    /// <param name="settings">As they were given, or patched.</param>
    /// <param name="account">The account that they name; null where there is none such.</param>
    public Problem? Check(ShopSettings settings, ShopAccount? account)
    {
        var errors = new FieldErrors();
        errors.When(settings.Id is { } id && !ResourceIds.IsValid(id), "id", ResourceIds.Rule);
        errors.WhenNoName(settings.Name);
        errors.WhenNoNote(settings.Note);
        errors.When(
            settings.TimeZone is not null && ShopZones.Find(settings.TimeZone) is null,
            "time_zone",
            $"'{Shortened(settings.TimeZone)}' is no zone of the IANA database; give a name such as Asia/Shanghai or Europe/Berlin."
        );
        CheckSchedule(errors, "orders", settings.Orders);
        CheckSchedule(errors, "products", settings.Products);
        CheckAccount(errors, settings, account);
        errors.When(
            settings.Webhooks is { } source && (!ResourceIds.IsValid(source) || source == settings.Id),
            "webhooks",
            "The id of the source that takes the shop's webhooks in; its own id, as the source of what the hub tells of it, is none."
        );
        return errors.Problem;
    }

    /// <summary>What is wrong with the reason of a pause; null when nothing is.</summary>
    public static Problem? CheckReason(string? reason)
    {
        var errors = new FieldErrors();
        errors.When(
            string.IsNullOrWhiteSpace(reason)
                || reason.Length > MaxReason
                || reason.Any(static c => char.IsControl(c) && c is not '\n' and not '\t'),
            "reason",
            $"Say why: 1 to {MaxReason} characters, no control characters but line ends and tabs."
        );
        return errors.Problem;
    }

    private void CheckSchedule(FieldErrors errors, string field, SyncSchedule? schedule)
    {
        errors.When(
            schedule?.Every is { } every
                && (!Durations.TryParse(every, out var span) || span < options.LeastEvery || span > options.MostEvery),
            $"{field}.every",
            $"A duration from {Durations.Format(options.LeastEvery)} to {Durations.Format(options.MostEvery)}, such as 10m."
        );
        errors.When(
            schedule?.Full is { } full && !CronTimes.TryParse(full, out _),
            $"{field}.full",
            $"'{Shortened(schedule?.Full)}' is no cron expression. {CronTimes.Rule}"
        );
    }

    private static void CheckAccount(FieldErrors errors, ShopSettings settings, ShopAccount? account)
    {
        if (settings.Account is not { } id)
        {
            errors.Add("account", "Required: the id of a platform account.");
            return;
        }

        if (account is null)
        {
            errors.Add("account", $"There is no platform account '{Shortened(id)}'.");
            return;
        }

        errors.When(
            account.Kinds.Length == 0,
            "account",
            $"{account.Platform} lists neither a shop's orders nor its products."
        );
        errors.When(
            account.PlatformBefore is { } before && before != account.Platform,
            "account",
            $"What was synced is of {account.PlatformBefore}; make another shop for {account.Platform}."
        );
        CheckKind(errors, "orders", SyncKind.Orders, settings.Orders, account);
        CheckKind(errors, "products", SyncKind.Products, settings.Products, account);
    }

    private static void CheckKind(
        FieldErrors errors,
        string field,
        SyncKind kind,
        SyncSchedule? schedule,
        ShopAccount account
    ) =>
        errors.When(
            schedule is { Enabled: true } && account.Kinds.Length > 0 && !account.Kinds.Contains(kind),
            field,
            $"{account.Platform} lists no {field} of a shop."
        );

    // What is echoed is somebody else's text.
    private static string Shortened(string? text) => text is { Length: > 80 } ? $"{text[..80]}…" : text ?? "";
}
