namespace Integration.Sandbox.Platforms;

/// <summary>What a platform counted since the start or the last reset.</summary>
public sealed record PlatformCounts
{
    /// <summary>By the name of the call; calls that the platform does not know stand under <c>(unknown)</c>.</summary>
    public required IReadOnlyDictionary<string, CallCounts> ByCall { get; init; }

    /// <summary>Calls above the rate limit or of a closed account.</summary>
    public required long Excess { get; init; }

    /// <summary>How often an account was closed for an excess.</summary>
    public required long Punishments { get; init; }

    /// <summary>Products whose detail was asked for at least once.</summary>
    public required int ItemsFetched { get; init; }

    /// <summary>How often the product was asked for that was asked for most.</summary>
    public required long MostFetchesOfAnItem { get; init; }

    /// <summary>All calls.</summary>
    public long Total => ByCall.Values.Sum(one => one.Calls);

    /// <summary>How often calls ended so, all together.</summary>
    public long Ended(CallOutcome outcome) => ByCall.Values.Sum(one => one.Ended(outcome));

    /// <summary>What was counted of one call; zeros where it was never made.</summary>
    public CallCounts Of(string call) =>
        ByCall.TryGetValue(call, out var counts)
            ? counts
            : new CallCounts
            {
                Calls = 0,
                Overlaps = 0,
                MostAtOnce = 0,
                Outcomes = new Dictionary<CallOutcome, long>(),
                Faults = new Dictionary<FaultKind, long>(),
            };
}
