namespace Integration.Alerts;

/// <summary>Something to tell people: what has changed in one group of alerts.</summary>
public sealed record AlertNotice
{
    /// <summary>Id, different for every notice: the rule's id, the instant in Unix milliseconds and a running number.</summary>
    public required string Id { get; init; }

    /// <summary>What it is mainly about.</summary>
    public required AlertNoticeKind Kind { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's title.</summary>
    public required string Title { get; init; }

    /// <summary>The rule's severity.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>The condition in words.</summary>
    public required string Condition { get; init; }

    /// <summary>What somebody can do about it.</summary>
    public required string Mend { get; init; }

    /// <summary>The labels that the alerts have in common.</summary>
    public required IReadOnlyDictionary<string, string> Group { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many alerts of the group fire now, told or not.</summary>
    public required int Firing { get; init; }

    /// <summary>
    /// What it is about: those that began to fire first, then flapping ones, then recovered ones, by key; at most
    /// <see cref="AlertOptions.MaxListed"/>.
    /// </summary>
    public required IReadOnlyList<AlertNoticeLine> Lines { get; init; }

    /// <summary>How many more there are than <see cref="Lines"/>.</summary>
    public required int More { get; init; }
}
