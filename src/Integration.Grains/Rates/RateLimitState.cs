namespace Integration.Rates;

/// <summary>What is remembered of a platform's refusals, so that a restart does not begin with the full rate.</summary>
[GenerateSerializer, Alias("integration.RateLimitState")]
internal sealed class RateLimitState
{
    /// <summary>By the name of the bucket; only rates that have not regained all.</summary>
    [Id(0)]
    public Dictionary<string, LearnedRate> Learned { get; set; } = [];

    /// <summary>Until when the platform wants no call; null where it does not say.</summary>
    [Id(1)]
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>When it said so: what is left is never longer than it was then, wherever the clock was set to since.</summary>
    [Id(2)]
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>Calls that wait alone, by the platform's names.</summary>
    [Id(3)]
    public Dictionary<string, CallPause> PausedCalls { get; set; } = [];
}
