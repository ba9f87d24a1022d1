using System.Globalization;

namespace Integration.Sync;

/// <summary>Makes a score of figures.</summary>
internal static class SyncHealthRules
{
    private const int HealthyFrom = 90;
    private const int DegradedFrom = 60;

    public static SyncHealth Judge(SyncHealthFigures figures, SyncHealthLimits limits, DateTimeOffset now)
    {
        SyncHealthPart[] parts =
        [
            Backlog(figures, limits),
            Failures(figures, limits),
            Duration(figures, limits),
            Calls(figures, limits),
            Workers(figures),
            Freshness(figures, limits),
            Refused(figures),
        ];
        // Rounded down too: what lost the least of its points is not 100.
        var score = (int)Math.Floor(parts.Sum(static part => part.Points));
        return new SyncHealth(score, StatusOf(score), now, parts);
    }

    public static string StatusOf(int score) =>
        score >= HealthyFrom ? "healthy"
        : score >= DegradedFrom ? "degraded"
        : "unhealthy";

    private static SyncHealthPart Backlog(SyncHealthFigures figures, SyncHealthLimits limits) =>
        Part(
            "enrichment_backlog",
            figures.Backlog?.Tasks,
            limits.Backlog,
            "tasks",
            15,
            figures.Backlog is { } one
                ? $"{Number(one.Tasks)} enrichment tasks of the shop '{one.Shop}' are due, the most of any; "
                    + $"over {Number(limits.Backlog)} it falls behind."
                : "No enrichment task is due."
        );

    private static SyncHealthPart Failures(SyncHealthFigures figures, SyncHealthLimits limits) =>
        Part(
            "enrichment_failures",
            figures.Failures is { } share ? share.Failed / (double)share.All : null,
            limits.Failures,
            "1",
            15,
            figures.Failures is { } one
                ? $"{Number(one.Failed)} of {Number(one.All)} enrichment tasks of the shop '{one.Shop}' that ended of late have failed; "
                    + $"up to {Percent(limits.Failures)} is usual."
                : "Too few enrichment tasks have ended of late to judge them."
        );

    private static SyncHealthPart Duration(SyncHealthFigures figures, SyncHealthLimits limits) =>
        Part(
            "sync_duration",
            figures.Longest?.Time.TotalSeconds,
            limits.RunningSeconds,
            "s",
            15,
            figures.Longest is { } one
                ? $"The sync of the {Name(one.Run.Kind)} of '{one.Run.Shop}' has been running for {Number(one.Time.TotalSeconds)} s, "
                    + $"the longest; up to {Number(limits.RunningSeconds)} s is usual."
                : "No sync is running."
        );

    private static SyncHealthPart Calls(SyncHealthFigures figures, SyncHealthLimits limits) =>
        Part(
            "platform_failures",
            figures.Calls is { } share ? share.Failed / (double)share.All : null,
            limits.Calls,
            "1",
            15,
            figures.Calls is { } one
                ? $"{Number(one.Failed)} of {Number(one.All)} calls of the account '{one.Account}' have failed of late, repeats counted; "
                    + $"up to {Percent(limits.Calls)} is usual."
                : "Too few calls to platforms were made of late to judge them."
        );

    private static SyncHealthPart Workers(SyncHealthFigures figures) =>
        Part(
            "workers",
            figures.StoppedWorkers.Count,
            limit: 0,
            "workers",
            20,
            figures.StoppedWorkers.Count == 0
                ? "No worker is missed."
                : $"These workers do not run: {string.Join(", ", figures.StoppedWorkers)}."
        );

    private static SyncHealthPart Freshness(SyncHealthFigures figures, SyncHealthLimits limits) =>
        Part(
            "freshness",
            figures.Latest?.LateSeconds,
            limits.LateSeconds,
            "s",
            15,
            figures.Latest is { LateSeconds: > 0 } one
                ? $"The {Name(one.Kind)} of '{one.Shop}' lie {Number(one.LateSeconds)} s behind what their schedule explains, "
                    + $"the furthest; up to {Number(limits.LateSeconds)} s is usual."
                : "No shop is behind its schedule."
        );

    private static SyncHealthPart Refused(SyncHealthFigures figures) =>
        Part(
            "credentials",
            figures.RefusedShops.Count,
            limit: 0,
            "shops",
            5,
            figures.RefusedShops.Count == 0
                ? "No shop is paused for its account's credentials."
                : $"{Number(figures.RefusedShops.Count)} shops are paused because their account's credentials are not accepted, "
                    + $"'{figures.RefusedShops[0]}' among them."
        );

    private static SyncHealthPart Part(
        string name,
        double? value,
        double limit,
        string unit,
        int weight,
        string sentence
    ) => new(name, Rounded(value), limit, unit, weight, Points(weight, value ?? 0, limit), sentence);

    // Rounded down: what is beyond its limit, by however little, has not all its points.
    private static double Points(int weight, double value, double limit) =>
        Math.Round(weight * Share(value, limit), 1, MidpointRounding.ToZero);

    private static double Share(double value, double limit) =>
        value <= limit ? 1
        : limit <= 0 ? 0
        : Math.Clamp(2 - (value / limit), 0, 1);

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4) : null;

    private static string Name(SyncKind kind) => kind.ToString().ToLowerInvariant();

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");
}
