using System.Collections.Concurrent;
using Integration.Calls;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Answers attempts as a test says: each answer once, then with success.</summary>
internal sealed class ScriptedTransport : IPlatformTransport
{
    private readonly ConcurrentQueue<PlatformFailure?> _answers = new();
    private int _running;
    private int _most;

    public ConcurrentQueue<(AccountCredentials Account, PlatformCall Call)> Attempts { get; } = new();

    /// <summary>Answers in place of the queue.</summary>
    public Func<AccountCredentials, PlatformCall, CancellationToken, Task<PlatformFailure?>>? Answer { get; set; }

    public int MostAtOnce => Volatile.Read(ref _most);

    public void Fails(int times, PlatformFailure failure)
    {
        for (var n = 0; n < times; n++)
        {
            _answers.Enqueue(failure);
        }
    }

    public async Task<PlatformResult<PlatformReply>> Send(
        AccountCredentials account,
        PlatformCall call,
        CancellationToken ct
    )
    {
        Attempts.Enqueue((account, call));
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(running);
        try
        {
            var failure =
                Answer is { } answer ? await answer(account, call, ct)
                : _answers.TryDequeue(out var next) ? next
                : null;
            return failure is null ? new PlatformReply(200, [], null, default, DateTimeOffset.UnixEpoch) : failure;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void InterlockedMax(int running)
    {
        int most;
        while ((most = Volatile.Read(ref _most)) < running)
        {
            Interlocked.CompareExchange(ref _most, running, most);
        }
    }
}
