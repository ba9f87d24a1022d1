namespace Integration.Alerts;

/// <summary>An alert as the API shows it: a rule and what it is about.</summary>
[GenerateSerializer, Immutable, Alias("integration.AlertResource")]
public sealed record AlertResource
{
    /// <summary>32 hexadecimal digits that follow from the key: the same alert always has the same id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Rule and labels, for people.</summary>
    [Id(1)]
    public required string Key { get; init; }

    /// <summary>The rule's id.</summary>
    [Id(2)]
    public required string Rule { get; init; }

    /// <summary>The rule's title.</summary>
    [Id(3)]
    public required string Title { get; init; }

    /// <summary>info, warning or critical.</summary>
    [Id(4)]
    public required string Severity { get; init; }

    /// <summary>inactive, pending, firing or resolved.</summary>
    [Id(5)]
    public required string Phase { get; init; }

    /// <summary>Since when it stands there, UTC.</summary>
    [Id(6)]
    public required DateTimeOffset Since { get; init; }

    /// <summary>What it is about.</summary>
    [Id(7)]
    public required Dictionary<string, string> Labels { get; init; }

    /// <summary>The metric's name.</summary>
    [Id(8)]
    public required string Metric { get; init; }

    /// <summary>When a value is bad, in words.</summary>
    [Id(9)]
    public required string Condition { get; init; }

    /// <summary>The last value; null where none comes any more.</summary>
    [Id(10)]
    public double? Value { get; init; }

    /// <summary>Bad values since it became pending.</summary>
    [Id(11)]
    public long Repeats { get; init; }

    /// <summary>It changes so often that changes are not told one by one.</summary>
    [Id(12)]
    public bool Flapping { get; init; }

    /// <summary>It was resolved because no values came any more.</summary>
    [Id(13)]
    public bool NoData { get; init; }

    /// <summary>Whose hand it is in: the API key's eight characters; null for nobody's.</summary>
    [Id(14)]
    public string? AcknowledgedBy { get; init; }

    /// <summary>Since when, UTC.</summary>
    [Id(15)]
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>What somebody can do about it.</summary>
    [Id(16)]
    public string Mend { get; init; } = "";
}
