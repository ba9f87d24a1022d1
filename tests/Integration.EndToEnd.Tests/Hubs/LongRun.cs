namespace Integration.Hubs;

/// <summary>Whether the soak and chaos runs were asked for (<c>./test.sh --long</c>).</summary>
internal static class LongRun
{
    public static bool Wanted { get; } = Environment.GetEnvironmentVariables()["INTEGRATION_LONG"] is "1";

    /// <summary>The long figure where long runs were asked for, else the short one.</summary>
    public static int Or(int shortRun, int longRun) => Wanted ? longRun : shortRun;
}
