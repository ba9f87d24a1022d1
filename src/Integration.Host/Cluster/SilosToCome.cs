namespace Integration.Cluster;

/// <summary>A gateway that finds no silo asks again until it does: they may start in any order.</summary>
internal sealed partial class SilosToCome(TimeProvider time, ILogger<SilosToCome> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogNoSilo(exception.Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "No silo can be reached yet, trying again: {Reason}")]
    private partial void LogNoSilo(string reason);
}
