namespace Integration.Alerts;

/// <summary>The body of <c>POST /api/v1/silences</c>.</summary>
public sealed record AlertSilenceRequest
{
    /// <summary>
    /// What an alert must have, all of it: labels, <c>rule</c> or <c>severity</c>, with a value or the start of one and <c>*</c>; 1 to 8.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Matchers { get; init; }

    /// <summary>From when on; leave it out for now.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, within a year.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Why, for people; at most 500 characters.</summary>
    public string? Comment { get; init; }
}
