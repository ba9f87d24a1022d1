using Npgsql;

namespace Integration.Cluster;

/// <summary>
/// Orleans carries of an exception what every exception has; PostgreSQL's code (SQLSTATE) is not among it, and the gateway
/// answers by it (a full disk is told as one).
/// </summary>
[RegisterConverter]
internal sealed class PostgresErrorConverter : IConverter<PostgresException, PostgresErrorSurrogate>
{
    public PostgresException ConvertFromSurrogate(in PostgresErrorSurrogate surrogate) =>
        new(
            surrogate.MessageText,
            surrogate.Severity,
            surrogate.Severity,
            surrogate.SqlState,
            constraintName: surrogate.ConstraintName
        );

    public PostgresErrorSurrogate ConvertToSurrogate(in PostgresException value) =>
        new()
        {
            MessageText = value.MessageText,
            Severity = value.InvariantSeverity,
            SqlState = value.SqlState,
            ConstraintName = value.ConstraintName,
        };
}
