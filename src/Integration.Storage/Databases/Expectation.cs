using Npgsql;

namespace Integration.Databases;

/// <summary>
/// What a transaction takes for granted so that it fits in one round trip: a statement that finds it otherwise fails, what
/// follows is skipped, nothing is committed, and the caller goes the long way.
/// </summary>
internal static class Expectation
{
    /// <summary>The function that raises it: takes a boolean.</summary>
    public const string Function = "require_that";

    // Of our own class, which PostgreSQL does not use.
    private const string NotMet = "HR001";

    public static bool IsNotMet(PostgresException e) => e.SqlState == NotMet;
}
