namespace Integration.Sandbox.Platforms;

/// <summary>What was counted of one call since the start or the last reset.</summary>
public sealed record CallCounts
{
    /// <summary>How often it was made.</summary>
    public required long Calls { get; init; }

    /// <summary>How often it was made while another of the same name was being answered.</summary>
    public required long Overlaps { get; init; }

    /// <summary>The most that were being answered at once.</summary>
    public required int MostAtOnce { get; init; }

    /// <summary>How they ended.</summary>
    public required IReadOnlyDictionary<CallOutcome, long> Outcomes { get; init; }

    /// <summary>The faults that they met.</summary>
    public required IReadOnlyDictionary<FaultKind, long> Faults { get; init; }

    /// <summary>How often the calls ended so.</summary>
    public long Ended(CallOutcome outcome) => Outcomes.GetValueOrDefault(outcome);
}
