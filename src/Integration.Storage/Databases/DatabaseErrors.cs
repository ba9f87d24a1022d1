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

    /// <summary>
    /// The driver lost track of a statement that had failed as it was prepared (npgsql issue 6391): it closes the connection, and on
    /// another one the same statement is as good as any. It throws a plain exception. Outside of a transaction what the statement did may
    /// stand: whoever makes it again must bear that, as keys of events and conditions of outcomes do.
    /// </summary>
    public static bool IsLostTrack(Exception e) =>
        e is not PostgresException
        && e.Message.StartsWith("Received ", StringComparison.Ordinal)
        && e.Message.Contains("backend message", StringComparison.Ordinal);

    /// <summary>The file system under the database has no room; reading goes on.</summary>
    public static bool IsOutOfSpace(PostgresException e) => e.SqlState == PostgresErrorCodes.DiskFull;

    /// <summary>No partition takes the row: a check violation without a constraint's name.</summary>
    public static bool IsMissingPartition(PostgresException e) =>
        e.SqlState == PostgresErrorCodes.CheckViolation && string.IsNullOrEmpty(e.ConstraintName);
}
