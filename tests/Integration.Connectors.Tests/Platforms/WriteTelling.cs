namespace Integration.Platforms;

/// <summary>What came of a write.</summary>
/// <param name="Key">What was written, as the test names it.</param>
/// <param name="Done">What the platform has now; null where it failed.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record WriteTelling(string Key, string? Done, PlatformFailure? Failure);
