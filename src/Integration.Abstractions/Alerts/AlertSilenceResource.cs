namespace Integration.Alerts;

/// <summary>A silence as the API shows it: nothing is told of matching alerts from one instant to another.</summary>
[GenerateSerializer, Immutable, Alias("integration.AlertSilenceResource")]
public sealed record AlertSilenceResource
{
    /// <summary>Its id, UUID v7.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>What an alert must have: labels, <c>rule</c> or <c>severity</c>, with a value or the start of one and <c>*</c>.</summary>
    [Id(1)]
    public required Dictionary<string, string> Matchers { get; init; }

    /// <summary>From when on, UTC.</summary>
    [Id(2)]
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when, UTC.</summary>
    [Id(3)]
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who made it: the API key's eight characters.</summary>
    [Id(4)]
    public required string By { get; init; }

    /// <summary>Why.</summary>
    [Id(5)]
    public required string Comment { get; init; }
}
