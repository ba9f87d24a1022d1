using Integration.Databases;
using Npgsql;

namespace Integration.Problems;

/// <summary>The problems that a database causes that is away, or has no room.</summary>
internal static class DatabaseProblems
{
    public static Problem Unavailable { get; } =
        new("database-unavailable", 503, "The database cannot be had; nothing was acknowledged. Send it again later.")
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        };

    public static Problem Full { get; } =
        new(
            "storage-full",
            503,
            "There is no room left to store events; nothing was acknowledged. Send it again later."
        )
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        };

    /// <summary>What a failure of the database is answered with.</summary>
    public static Problem Of(NpgsqlException e) =>
        e is PostgresException p && DatabaseErrors.IsOutOfSpace(p) ? Full : Unavailable;
}
