namespace Integration.Cluster;

/// <summary>What travels of an error that PostgreSQL told: enough to decide by its code in another process.</summary>
[GenerateSerializer, Immutable, Alias("integration.PostgresErrorSurrogate")]
internal readonly struct PostgresErrorSurrogate
{
    [Id(0)]
    public string MessageText { get; init; }

    [Id(1)]
    public string Severity { get; init; }

    [Id(2)]
    public string SqlState { get; init; }

    [Id(3)]
    public string? ConstraintName { get; init; }
}
