namespace Integration.Platforms;

/// <summary>A point of a series.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Account">Our id of the account; null where accounts are not told apart.</param>
/// <param name="Endpoint">The platform's call; null where calls are not told apart.</param>
/// <param name="At">Begin of the step.</param>
/// <param name="Figures">What was counted in it.</param>
public sealed record PlatformCallPoint(
    string Platform,
    string? Account,
    string? Endpoint,
    DateTimeOffset At,
    PlatformCallFigures Figures
);
