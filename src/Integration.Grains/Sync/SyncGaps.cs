using Integration.Time;

namespace Integration.Sync;

/// <summary>What a walk that read to its end could not read for certain, for people.</summary>
internal static class SyncGaps
{
    /// <summary>The sentence; null where there is nothing to tell.</summary>
    public static string? Told(SyncWalk walk)
    {
        List<string> told = [];
        // A full run reads as far as the platform serves, which is no news.
        if (walk is { Mode: not WalkMode.Full, NotServed: { } old })
        {
            told.Add($"The platform serves nothing any more of {Text(old)}.");
        }

        if (walk.GapCount > 0)
        {
            var first = walk.Gaps is [var gap, ..]
                ? $", the first ({gap.Reason}) in {(gap.Window is { } window ? Text(window) : "the whole list")}"
                : "";
            told.Add($"Parts that could not be read for certain: {walk.GapCount}{first}.");
        }

        return told.Count == 0 ? null : string.Join(' ', told);
    }

    private static string Text(WalkWindow window) => $"{Rfc3339.Format(window.From)} to {Rfc3339.Format(window.To)}";
}
