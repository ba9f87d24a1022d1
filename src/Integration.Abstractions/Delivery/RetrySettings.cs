namespace Integration.Delivery;

/// <summary>A retry schedule: a list of waits, or a count and a first wait that doubles.</summary>
[GenerateSerializer, Immutable, Alias("integration.RetrySettings")]
public sealed record RetrySettings
{
    /// <summary>The wait before each retry, at most 50 durations up to 7d; excludes the other two.</summary>
    [Id(0)]
    public string[]? Schedule { get; init; }

    /// <summary>Number of retries after the first attempt, 0 to 50; default 3.</summary>
    [Id(1)]
    public int? MaxRetries { get; init; }

    /// <summary>The first wait, doubled each time up to 24 h; default <c>1s</c>.</summary>
    [Id(2)]
    public string? Initial { get; init; }
}
