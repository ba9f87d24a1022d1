using Npgsql;

namespace Integration.Databases;

/// <summary>What an error of PostgreSQL means, by SQLSTATE; never by the text of a message.</summary>
public static class DatabaseErrors
{
    /// <summary>A deadlock or a lost race: the same transaction may succeed at once.</summary>
    public static bool IsPassing(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Some row of the statement cannot be stored (classes 22 and 23, and 54000).</summary>
    public static bool IsOfData(PostgresException e) =>
        !IsMissingPartition(e)
        && (
            e.SqlState.StartsWith("22", StringComparison.Ordinal)
            || e.SqlState.StartsWith("23", StringComparison.Ordinal)
            || e.SqlState == PostgresErrorCodes.ProgramLimitExceeded
        );

    /// <summary>The file system under the database has no room; reading goes on.</summary>
    public static bool IsOutOfSpace(PostgresException e) => e.SqlState == PostgresErrorCodes.DiskFull;

    /// <summary>No partition takes the row: a check violation without a constraint's name.</summary>
    public static bool IsMissingPartition(PostgresException e) =>
        e.SqlState == PostgresErrorCodes.CheckViolation && string.IsNullOrEmpty(e.ConstraintName);
}
