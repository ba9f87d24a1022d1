namespace Integration.DiskSpace;

/// <summary>When intake closes for want of room, and when it opens again. Pure.</summary>
internal static class FreeSpaceRules
{
    /// <summary>Whether the reserve is being touched.</summary>
    /// <param name="free">Free bytes now.</param>
    /// <param name="isShort">Whether it was being touched at the last look.</param>
    /// <param name="options">The limits.</param>
    public static bool IsShort(long free, bool isShort, DiskSpaceOptions options) =>
        free < options.Reserve + (isShort ? options.Hysteresis : 0);
}
