namespace Integration.Rates;

/// <summary>What was learnt about a platform's rate, as people see it.</summary>
[GenerateSerializer, Immutable, Alias("integration.RateStatus")]
public sealed record RateStatus
{
    /// <summary>Whether the platform counts by app: then this is so for all accounts of the app.</summary>
    [Id(0)]
    public required bool IsOfApp { get; init; }

    /// <summary>Until when the platform wants no call at all, UTC; null where it has said no such thing.</summary>
    [Id(1)]
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Calls that have to wait alone, by their names.</summary>
    [Id(2)]
    public PausedCall[] PausedCalls { get; init; } = [];

    /// <summary>The least share of a full rate that is in force for the account, more than 0; 1 where nothing is cut.</summary>
    [Id(3)]
    public required double Share { get; init; }
}
