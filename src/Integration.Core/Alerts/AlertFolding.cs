namespace Integration.Alerts;

/// <summary>Makes one notice of a rule's many: thousands of groups that change at once are one trouble. Pure.</summary>
internal static class AlertFolding
{
    /// <summary>The notices of a step, those of a rule with more than <see cref="AlertOptions.MaxNotices"/> of them as one.</summary>
    /// <param name="notices">All of one step.</param>
    /// <param name="options">The limits.</param>
    internal static IReadOnlyList<AlertNotice> Fold(IReadOnlyList<AlertNotice> notices, AlertOptions options) =>
        notices.Count <= options.MaxNotices
            ? notices
            :
            [
                .. notices
                    .GroupBy(static notice => notice.Rule, StringComparer.Ordinal)
                    .SelectMany(rule => Told([.. rule], options)),
            ];

    private static List<AlertNotice> Told(List<AlertNotice> rule, AlertOptions options) =>
        rule.Count > options.MaxNotices ? [One(rule, options)] : rule;

    private static AlertNotice One(List<AlertNotice> notices, AlertOptions options)
    {
        var lines = notices.SelectMany(static notice => notice.Lines).OrderBy(static line => line.Kind).ToList();
        return notices[0] with
        {
            Kind = lines[0].Kind,
            // Each had other values of the labels that it was told by.
            Group = new Dictionary<string, string>(StringComparer.Ordinal),
            Firing = notices.Sum(static notice => notice.Firing),
            Lines = [.. lines.Take(options.MaxListed)],
            More = Math.Max(0, lines.Count - options.MaxListed) + notices.Sum(static notice => notice.More),
        };
    }
}
