using Integration.Databases;
using Integration.Problems;
using Npgsql;

namespace Integration.Intake;

/// <summary>What a failed append is answered with.</summary>
internal static class AppendErrors
{
    public static Problem ProblemOf(Exception e) =>
        e switch
        {
            PostgresException p when DatabaseErrors.IsMissingPartition(p) => IntakeProblems.NoPartition,
            PostgresException p when DatabaseErrors.IsOfData(p) => IntakeProblems.NotStorable,
            NpgsqlException n => DatabaseProblems.Of(n),
            TimeoutException or OperationCanceledException => DatabaseProblems.Unavailable,
            _ => IntakeProblems.Internal,
        };
}
