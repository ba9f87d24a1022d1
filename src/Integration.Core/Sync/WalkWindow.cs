namespace Integration.Sync;

/// <summary>A closed window of time in whole seconds, both of which belong to it.</summary>
/// <param name="From">The first second.</param>
/// <param name="To">The last second, not before <paramref name="From"/>.</param>
/// <param name="By">Which time of a record counts.</param>
public sealed record WalkWindow(DateTimeOffset From, DateTimeOffset To, WindowTime By)
{
    /// <summary>From the first to the last second.</summary>
    public TimeSpan Length => To - From;

    /// <summary>
    /// Two windows that are all of this one; null where it is one second. They share the second in the middle, because some platforms
    /// compare fractions that they do not show: a record at half past would be in neither.
    /// </summary>
    public (WalkWindow Older, WalkWindow Newer)? Halves()
    {
        var seconds = (long)Length.TotalSeconds;
        if (seconds < 1)
        {
            return null;
        }

        var middle = From.AddSeconds(seconds / 2);
        // Two neighbouring seconds have none in the middle, and the half that kept both would never get smaller.
        return (this with { To = middle }, this with { From = seconds == 1 ? To : middle });
    }
}
