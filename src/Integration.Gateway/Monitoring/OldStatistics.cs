namespace Integration.Monitoring;

/// <summary>The answer of the old sender's statistics.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Data">The figures.</param>
public sealed record OldStatistics(bool Success, OldStatisticsData Data);

/// <summary>The figures of the old sender.</summary>
/// <param name="TotalPushed">Finished deliveries: successes and failures.</param>
/// <param name="SuccessCount">Answered with 2xx.</param>
/// <param name="FailureCount">Failed, expired or cancelled.</param>
/// <param name="LastPushTime">Unix seconds of the last attempt; null when there was none.</param>
/// <param name="AverageDelayMs">Mean delay from received to 2xx.</param>
public sealed record OldStatisticsData(
    long TotalPushed,
    long SuccessCount,
    long FailureCount,
    long? LastPushTime,
    double AverageDelayMs
);
