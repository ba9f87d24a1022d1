using System.Globalization;
using System.Text;
using Integration.Time;

namespace Integration.Notices;

/// <summary>Makes one notice of several: their titles, the most severe first, and how many more there are. Pure.</summary>
internal static class NoticeFolding
{
    /// <summary>
    /// Several notices as one that fits. Where not all titles fit, the least severe are left out and their number is told; one title is
    /// always kept. A single notice that was not gathered is returned as it is.
    /// </summary>
    /// <param name="notices">One or more.</param>
    /// <param name="following">How many others wait for a later message, which is told too.</param>
    /// <param name="fits">Whether the channel shows the whole of it.</param>
    internal static Notice Fold(IReadOnlyList<Notice> notices, int following, Func<Notice, bool> fits)
    {
        if (notices.Count == 1 && (notices[0].Gathered.Count == 0 || fits(notices[0])))
            return notices[0];
        var names = notices.SelectMany(Names).OrderByDescending(static one => one.Severity).ToList();
        var (kept, tooMany) = (1, names.Count + 1);
        // All of them at first, which is nearly always the answer.
        for (var tried = names.Count; tooMany - kept > 1; tried = (kept + tooMany) / 2)
        {
            if (Whole(With(tried)) is { } whole && fits(whole))
                kept = tried;
            else
                tooMany = tried;
        }

        return With(kept);

        Notice With(int shown) => Made(notices, names.GetRange(0, shown), following);
    }

    /// <summary>Whether a fold names all that the notices in it named.</summary>
    internal static bool NamesAll(Notice folded, IReadOnlyList<Notice> notices) =>
        notices.Count == 1 || folded.Gathered.Count == notices.Sum(static notice => Math.Max(1, notice.Gathered.Count));

    /// <summary>How much of a fold's text a notice takes up.</summary>
    internal static int LengthOf(Notice notice) => Names(notice).Sum(static one => Line(one).Length + 1);

    private static IEnumerable<GatheredNotice> Names(Notice notice) =>
        notice.Gathered.Count > 0 ? notice.Gathered : [new(notice.Id, notice.Title, notice.Severity, notice.At)];

    // A text at the limit was cut there, and its last lines are lost.
    private static Notice? Whole(Notice notice) => notice.Text.Length < Notice.MaxText ? notice : null;

    private static Notice Made(IReadOnlyList<Notice> notices, List<GatheredNotice> names, int following)
    {
        var count = notices.Sum(static notice => notice.Count);
        var severity = notices.Max(static notice => notice.Severity);
        var text = new StringBuilder();
        foreach (var name in names)
        {
            text.Append(Line(name)).Append('\n');
        }

        if (count > names.Count)
            text.Append(CultureInfo.InvariantCulture, $"… and {count - names.Count} more\n");
        if (following > 0)
            text.Append(CultureInfo.InvariantCulture, $"… and {following} more follow\n");
        return new Notice
        {
            Id = $"{FirstId(notices[0])}+{(count - 1).ToString(CultureInfo.InvariantCulture)}",
            Title = $"[{NoticeMessages.Name(severity)}] {count.ToString(CultureInfo.InvariantCulture)} notices",
            Text = text.ToString().TrimEnd('\n'),
            Severity = severity,
            At = notices.Min(static notice => notice.At),
            Count = count,
            Gathered = names,
        };
    }

    private static string Line(GatheredNotice one) => $"{Rfc3339.Format(one.At)} {one.Title}";

    // Of one that was gathered before, the id of its first: ids must not grow with every gathering.
    private static string FirstId(Notice notice) =>
        notice.Gathered.Count > 0 && notice.Id.LastIndexOf('+') is > 0 and var end ? notice.Id[..end] : notice.Id;
}
