namespace Integration.Sandbox.Platforms;

/// <summary>Body of <c>POST /control/faults/next</c>.</summary>
internal sealed record FaultOrder
{
    /// <summary>Which fault.</summary>
    public required FaultKind Fault { get; init; }

    /// <summary>How many calls meet it, at least 1. Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Which calls, as in <see cref="FaultPlan.Calls"/>.</summary>
    public string? Calls { get; init; }
}
