namespace Integration.Alerts;

/// <summary>
/// Nothing is told about matching alerts from one instant to another; what has changed meanwhile is told after it.
/// </summary>
public sealed record AlertSilence
{
    /// <summary>Most matchers of one silence.</summary>
    public const int MaxMatchers = 8;

    /// <summary>The pseudo-label that stands for the rule's id.</summary>
    public const string Rule = "rule";

    /// <summary>The pseudo-label that stands for the severity, in lower case.</summary>
    public const string Severity = "severity";

    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// What an alert must have, all of it: label names, <c>rule</c> or <c>severity</c>, with a value or the start of one
    /// and <c>*</c>. 1 to 8; a silence without matchers silences nothing.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Matchers { get; init; }

    /// <summary>From when on, inclusive.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when, exclusive.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who made it.</summary>
    public string By { get; init; } = "";

    /// <summary>Why.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Whether an alert is silent at an instant.</summary>
    public bool Covers(AlertRule rule, IReadOnlyDictionary<string, string> labels, DateTimeOffset at) =>
        at >= From
        && at < Until
        && Matchers.Count > 0
        && Matchers.All(matcher => AlertLabels.Matches(Value(matcher.Key, rule, labels), matcher.Value));

    /// <summary>All faults by field, as the API names them; empty when it is valid.</summary>
    public IReadOnlyDictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Matchers.Count is 0 or > MaxMatchers)
            faults["matchers"] = [$"must have 1 to {MaxMatchers} labels"];
        foreach (var name in Matchers.Keys.Where(static name => !AlertLabels.IsName(name)))
            faults[$"matchers.{name}"] = ["is not a label name such as account, nor rule or severity"];
        if (Until <= From)
            faults["until"] = ["must be after from"];
        return faults;
    }

    private static string? Value(string name, AlertRule rule, IReadOnlyDictionary<string, string> labels) =>
        name switch
        {
            Rule => rule.Id,
            Severity => rule.Severity.ToString().ToLowerInvariant(),
            _ => labels.GetValueOrDefault(name),
        };
}
