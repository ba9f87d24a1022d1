namespace Integration.Dashboard;

/// <summary>Where the dashboard and the pages around it lie.</summary>
public static class DashboardPaths
{
    /// <summary>Everything below it is behind the gate.</summary>
    public const string Root = "/dashboard";

    internal const string SignIn = Root + "/sign-in";
    internal const string SignOut = Root + "/sign-out";
    internal const string Style = Root + "/session.css";
    internal const string Script = Root + "/session.js";
}
