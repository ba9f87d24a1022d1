namespace Integration.Notices;

/// <summary>Decides which waiting notices become one. Pure.</summary>
internal static class NoticeGathering
{
    // A gathered notice beyond this is not added to: some of its names would soon have to go.
    private const int Full = Notice.MaxText * 3 / 4;

    // For the line that says how many follow.
    private const int Spare = 64;

    /// <summary>As many as one message shows, the most severe first; at least one.</summary>
    /// <param name="waiting">One or more, in order.</param>
    /// <param name="most">How many it takes at most.</param>
    /// <param name="fits">Whether the channel shows the whole of a message.</param>
    internal static NoticeBatch ForSending(IReadOnlyList<Notice> waiting, int most, Func<Notice, bool> fits)
    {
        var urgent = waiting.OrderByDescending(static notice => notice.Severity).ToList();
        var all = urgent.Sum(static notice => notice.Count);
        var best = Batch(1);
        for (var taken = 2; taken <= Math.Min(most, urgent.Count); taken++)
        {
            var next = Batch(taken);
            if (!NoticeFolding.NamesAll(next.Message, next.Notices))
                break;
            best = next;
        }

        return best;

        NoticeBatch Batch(int taken)
        {
            var notices = urgent.GetRange(0, taken);
            var following = all - notices.Sum(static notice => notice.Count);
            return new(notices, NoticeFolding.Fold(notices, following, fits));
        }
    }

    /// <summary>
    /// The oldest ones that one notice can name, next to each other and at least two. Where none can be named together because all
    /// are full of names, the two oldest: then names are lost, but not their number.
    /// </summary>
    /// <param name="waiting">Two or more, in order.</param>
    /// <param name="most">How many become one at most.</param>
    internal static IReadOnlyList<Notice> ForRoom(IReadOnlyList<Notice> waiting, int most)
    {
        for (var start = 0; start < waiting.Count - 1; start++)
        {
            if (waiting[start].Text.Length > Full && waiting[start].Gathered.Count > 0)
                continue;
            var run = Run(waiting.Skip(start).Take(most));
            if (run.Count > 1)
                return run;
        }

        return [.. waiting.Take(2)];
    }

    private static List<Notice> Run(IEnumerable<Notice> waiting)
    {
        var run = new List<Notice>();
        var left = Notice.MaxText - Spare;
        foreach (var notice in waiting)
        {
            left -= NoticeFolding.LengthOf(notice);
            if (left < 0)
                break;
            run.Add(notice);
        }

        return run;
    }
}
