using Integration.Problems;
using Npgsql;

namespace Integration.Intake;

/// <summary>What a failed append means, by SQLSTATE; never by the text of a message.</summary>
internal static class AppendErrors
{
    /// <summary>Deadlocks and lost races are tried again so often at once.</summary>
    public const int MaxRetries = 5;

    public static bool IsPassing(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Some row of the batch cannot be stored.</summary>
    public static bool IsOfData(PostgresException e) =>
        !IsMissingPartition(e)
        && (
            e.SqlState.StartsWith("22", StringComparison.Ordinal)
            || e.SqlState.StartsWith("23", StringComparison.Ordinal)
            || e.SqlState == PostgresErrorCodes.ProgramLimitExceeded
        );

    /// <summary>No partition takes the row: a check violation without a constraint's name.</summary>
    public static bool IsMissingPartition(PostgresException e) =>
        e.SqlState == PostgresErrorCodes.CheckViolation && string.IsNullOrEmpty(e.ConstraintName);

    public static Problem ProblemOf(Exception e) =>
        e switch
        {
            PostgresException p when IsMissingPartition(p) => IntakeProblems.NoPartition,
            PostgresException p when IsOfData(p) => IntakeProblems.NotStorable,
            NpgsqlException or TimeoutException or OperationCanceledException => IntakeProblems.DatabaseUnavailable,
            _ => IntakeProblems.Internal,
        };
}
