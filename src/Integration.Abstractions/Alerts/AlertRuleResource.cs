namespace Integration.Alerts;

/// <summary>A rule as the API shows it. Durations are texts such as <c>5m</c>.</summary>
[GenerateSerializer, Immutable, Alias("integration.AlertRuleResource")]
public sealed record AlertRuleResource
{
    /// <summary>Its id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>What is wrong, for people.</summary>
    [Id(1)]
    public required string Title { get; init; }

    /// <summary>The metric's name.</summary>
    [Id(2)]
    public required string Metric { get; init; }

    /// <summary>When a value is bad.</summary>
    [Id(3)]
    public required AlertConditionResource Condition { get; init; }

    /// <summary>info, warning or critical.</summary>
    [Id(4)]
    public required string Severity { get; init; }

    /// <summary>How long the condition must hold before it fires.</summary>
    [Id(5)]
    public required string For { get; init; }

    /// <summary>How long it must not hold before it counts as resolved.</summary>
    [Id(6)]
    public required string ClearFor { get; init; }

    /// <summary>How often people are reminded; <c>0s</c> for never.</summary>
    [Id(7)]
    public required string RemindEvery { get; init; }

    /// <summary>Only values with these labels count.</summary>
    [Id(8)]
    public required Dictionary<string, string> Match { get; init; }

    /// <summary>Labels by which alerts are told together.</summary>
    [Id(9)]
    public required string[] GroupBy { get; init; }

    /// <summary>What somebody can do about it.</summary>
    [Id(10)]
    public required string Mend { get; init; }

    /// <summary>Whether it is evaluated.</summary>
    [Id(11)]
    public required bool Enabled { get; init; }

    /// <summary>It came with the product.</summary>
    [Id(12)]
    public required bool Shipped { get; init; }

    /// <summary>It came with the product and was changed since.</summary>
    [Id(13)]
    public required bool Changed { get; init; }

    /// <summary>Raised by each change; 0 for one that is as it was shipped.</summary>
    [Id(14)]
    public required long Version { get; init; }

    /// <summary>When it was last changed, UTC; null for one that is as it was shipped.</summary>
    [Id(15)]
    public DateTimeOffset? UpdatedAt { get; init; }
}
