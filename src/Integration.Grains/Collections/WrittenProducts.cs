using Integration.Scheduling;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Collections;

/// <summary>
/// Ages what was collected of products that a write may have changed, so that the next collection asks for them whatever its
/// <c>max_age</c>. What a database that is away was not told, it is told once it is back.
/// </summary>
internal sealed partial class WrittenProducts(
    CollectedProductAging aging,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<WrittenProducts> logger
) : IWrittenProducts, IDisposable
{
    /// <summary>Products that are remembered for a database that is away; those above it are new until <c>max_age</c> is over.</summary>
    internal const int MaxOwed = 10_000;

    /// <summary>Between two attempts to tell it.</summary>
    internal static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Platform, string Id), DateTimeOffset> _owed = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();

    public async Task Changed(string platform, string accountId, IReadOnlyCollection<string> ids)
    {
        var at = clock.UtcNow();
        if (await Age(platform, ids, at) is { } fault)
        {
            LogNotAged(fault, ids.Count, platform);
            Owe(platform, ids, at);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task<Exception?> Age(string platform, IReadOnlyCollection<string> ids, DateTimeOffset at)
    {
        try
        {
            await aging.Age(platform, ids, at, CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            return exception;
        }
    }

    private void Owe(string platform, IReadOnlyCollection<string> ids, DateTimeOffset at)
    {
        lock (_gate)
        {
            var wereNone = _owed.Count == 0;
            foreach (var id in ids.Where(id => _owed.Count < MaxOwed || _owed.ContainsKey((platform, id))))
            {
                _owed[(platform, id)] = at;
            }

            if (wereNone && _owed.Count > 0)
            {
                _ = DetachedWork.Start(Pay);
            }
        }
    }

    private async Task Pay()
    {
        try
        {
            while (Owed() is { Length: > 0 } owed)
            {
                await Task.Delay(Wait, time, _stop.Token);
                foreach (var platform in owed.GroupBy(static one => one.Key.Platform))
                {
                    string[] ids = [.. platform.Select(static one => one.Key.Id)];
                    if (await Age(platform.Key, ids, platform.Max(static one => one.Value)) is null)
                    {
                        Settle(platform);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The silo ends.
        }
    }

    private KeyValuePair<(string Platform, string Id), DateTimeOffset>[] Owed()
    {
        lock (_gate)
        {
            return [.. _owed];
        }
    }

    // One that was written again meanwhile is still owed.
    private void Settle(IEnumerable<KeyValuePair<(string Platform, string Id), DateTimeOffset>> paid)
    {
        lock (_gate)
        {
            foreach (var (key, at) in paid)
            {
                if (_owed.GetValueOrDefault(key) == at)
                {
                    _owed.Remove(key);
                }
            }
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} products of {Platform} were written and could not be noted as old; that is tried again"
    )]
    private partial void LogNotAged(Exception exception, int count, string platform);
}
