namespace Integration.Problems;

/// <summary>The problems that an absent database causes.</summary>
internal static class DatabaseProblems
{
    public static Problem Unavailable { get; } =
        new("database-unavailable", 503, "The database cannot be had; nothing was acknowledged. Send it again later.")
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        };
}
