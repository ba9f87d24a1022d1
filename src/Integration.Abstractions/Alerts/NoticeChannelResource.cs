namespace Integration.Alerts;

/// <summary>How a channel of notices stands, as the API shows it. Nothing of it is a secret.</summary>
[GenerateSerializer, Immutable, Alias("integration.NoticeChannelResource")]
public sealed record NoticeChannelResource
{
    /// <summary>Its name in the options, or its id where it is configured over the API.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>
    /// email, dingtalk, feishu, wecom, sms or events; closed for one whose settings cannot be used until somebody mends them; none for one
    /// that is not configured any more.
    /// </summary>
    [Id(1)]
    public required string Kind { get; init; }

    /// <summary>It gets notices of this severity and above: info, warning or critical.</summary>
    [Id(2)]
    public required string MinSeverity { get; init; }

    /// <summary>Notices that wait, each gathered one counted as one.</summary>
    [Id(3)]
    public required int Waiting { get; init; }

    /// <summary>When the oldest of them was made, UTC; null for none.</summary>
    [Id(4)]
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>Attempts that failed since the last that did not.</summary>
    [Id(5)]
    public required int FailuresInARow { get; init; }

    /// <summary>transient, throttled, permanent or refused; null for no failure since the start.</summary>
    [Id(6)]
    public string? LastFailure { get; init; }

    /// <summary>What was said of it.</summary>
    [Id(7)]
    public string? LastFailureText { get; init; }

    /// <summary>When that was, UTC.</summary>
    [Id(8)]
    public DateTimeOffset? LastFailureAt { get; init; }

    /// <summary>When a message was last sent, UTC; null for never since the start.</summary>
    [Id(9)]
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>What was to be said of it, such as a recipient that was refused; empty for nothing.</summary>
    [Id(10)]
    public required string LastRemark { get; init; }

    /// <summary>When the next attempt may be made, UTC; null when it may at once.</summary>
    [Id(11)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Notices sent since the start.</summary>
    [Id(12)]
    public required long Sent { get; init; }

    /// <summary>Messages that carried them.</summary>
    [Id(13)]
    public required long Messages { get; init; }

    /// <summary>
    /// Who configures it: options, api, or options_over_api where both do: then the options win, and what was configured over the API is
    /// not used. Null for one that is not configured any more.
    /// </summary>
    [Id(14)]
    public string? ConfiguredBy { get; init; }
}
