using Npgsql;

namespace Integration.Cluster;

/// <summary>
/// Orleans carries of an exception what every exception has; PostgreSQL's code (SQLSTATE) is not among it. Grains turn the
/// errors of their own work into problems; what is thrown before that, when a grain begins, the gateway judges by the code.
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
