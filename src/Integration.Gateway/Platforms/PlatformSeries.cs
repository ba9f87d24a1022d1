namespace Integration.Platforms;

/// <summary>Calls to a platform over time.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Account">The account; null where accounts are not told apart.</param>
/// <param name="Endpoint">The platform's call; null where calls are not told apart.</param>
/// <param name="Total">Of the whole range.</param>
/// <param name="Points">Steps in which something was counted, in order.</param>
internal sealed record PlatformSeries(
    string Platform,
    string? Account,
    string? Endpoint,
    PlatformCallFigures Total,
    IReadOnlyList<PlatformStep> Points
);
