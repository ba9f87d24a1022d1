namespace Integration.Sandbox.Platforms;

/// <summary>What a platform needs to word a refusal.</summary>
/// <param name="Call">The name of the call.</param>
/// <param name="Request">What was sent.</param>
internal readonly record struct RefusalDetail(string Call, PlatformRequest Request)
{
    /// <summary>With throttling: how long to wait.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Chooses between codes that mean the same; the number of the call.</summary>
    public long Variant { get; init; }

    /// <summary>With a bad parameter: which.</summary>
    public string Parameter { get; init; } = "";

    /// <summary>Whole seconds to wait, at least one.</summary>
    public long Seconds => Math.Max(1, (long)Math.Ceiling(Wait.TotalSeconds));
}
