namespace Integration.Alerts;

/// <summary>An attempt to send a notice, or several as one message.</summary>
public sealed record NoticeAttempt
{
    /// <summary>Its id, UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The channel's name.</summary>
    public required string Channel { get; init; }

    /// <summary>The notice's id; of several, the message's.</summary>
    public required string Notice { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>info, warning or critical.</summary>
    public required string Severity { get; init; }

    /// <summary>How many notices the message told of.</summary>
    public required int Notices { get; init; }

    /// <summary>transient, throttled, permanent or refused; null where it was sent.</summary>
    public string? Failure { get; init; }

    /// <summary>Why it failed, or what is to be said of it; empty for nothing.</summary>
    public required string Said { get; init; }
}
