using Integration.Notices;

namespace Integration.Alerts;

/// <summary>A channel with its dispatcher at work, outside every grain's turn.</summary>
/// <param name="configured">The channel.</param>
/// <param name="stored">As it is configured over the API; null where the options configure it.</param>
/// <param name="dispatcher">Sends.</param>
internal sealed class OpenChannel(ConfiguredChannel configured, StoredChannel? stored, NoticeDispatcher dispatcher)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConfiguredChannel Configured => configured;

    public StoredChannel? Stored => stored;

    public NoticeDispatcher Dispatcher => dispatcher;

    /// <summary>Begins to send.</summary>
    /// <param name="broken">Told when the dispatcher ends with an exception, which is a bug; it sends nothing more then.</param>
    public void Start(Action<Exception> broken) =>
        ThreadPool.UnsafeQueueUserWorkItem(
            static work => _ = work.Channel.Run(work.Broken),
            (Channel: this, Broken: broken),
            preferLocal: false
        );

    /// <summary>Sends nothing more; what is on its way waits again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _ended.Task;
        dispatcher.Dispose();
        _stop.Dispose();
    }

    private async Task Run(Action<Exception> broken)
    {
        try
        {
            await dispatcher.Run(_stop.Token);
        }
        catch (Exception exception)
        {
            broken(exception);
        }
        finally
        {
            _ended.SetResult();
        }
    }
}
