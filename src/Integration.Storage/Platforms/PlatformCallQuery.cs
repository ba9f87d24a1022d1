namespace Integration.Platforms;

/// <summary>Which series of calls to platforms are read.</summary>
public sealed record PlatformCallQuery
{
    /// <summary>Points of all series together that one answer has at most.</summary>
    public const int MaxRows = 20_000;

    /// <summary>Begin, UTC; the step's begin before it counts.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>End, UTC, exclusive.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>One point's length: whole minutes, or whole hours where <see cref="ByMinute"/> is false.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>Whether minutes are read, which are kept for two days; else hours.</summary>
    public required bool ByMinute { get; init; }

    /// <summary>Only of this platform.</summary>
    public string? Platform { get; init; }

    /// <summary>Only of this account.</summary>
    public string? Account { get; init; }

    /// <summary>Only of this call.</summary>
    public string? Endpoint { get; init; }

    /// <summary>A series for each account.</summary>
    public bool ByAccount { get; init; }

    /// <summary>A series for each of the platform's calls.</summary>
    public bool ByEndpoint { get; init; }
}
