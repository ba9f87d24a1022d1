namespace Integration.Platforms;

/// <summary>One step of a series.</summary>
/// <param name="At">Its begin.</param>
/// <param name="Figures">What was counted in it.</param>
internal sealed record PlatformStep(DateTimeOffset At, PlatformCallFigures Figures);
