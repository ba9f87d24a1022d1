using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Callers that fetch one product after the other, each through its own silo, until they are stopped.</summary>
internal sealed class CallerLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _callers;

    public CallerLoad(LivePlatform platform, ConnectorCatalogue[] silos, int callers) =>
        _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(n => Fetch(platform, silos[n % silos.Length], n)));

    /// <summary>What went wrong; a silo that is killed takes its callers along.</summary>
    public ConcurrentQueue<PlatformFailure> Failures { get; } = new();

    /// <summary>Lets the load run for a while.</summary>
    public static Task Run(TimeSpan time) =>
        Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _callers;
        }
        catch (OperationCanceledException)
        {
            // Stopped in the middle of a call.
        }
        finally
        {
            _stop.Dispose();
        }
    }

    private async Task Fetch(LivePlatform platform, ConnectorCatalogue silo, int first)
    {
        await Task.Yield();
        try
        {
            for (var n = first; !_stop.IsCancellationRequested; n += 31)
            {
                if (await platform.Fetch(silo, platform.Account("affiliate"), n, _stop.Token) is { } failure)
                {
                    Failures.Enqueue(failure);
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // Its silo was killed.
        }
    }
}
