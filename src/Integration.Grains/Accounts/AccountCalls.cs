using System.Collections.Concurrent;
using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Accounts;

/// <summary>How this silo's latest call of each account ended; told to the accounts' grains from time to time.</summary>
internal sealed partial class AccountCalls(
    IGrainFactory grains,
    AccountOptions options,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<AccountCalls> logger
) : BackgroundService
{
    private readonly ConcurrentDictionary<string, AccountCheck> _latest = new(StringComparer.Ordinal);

    /// <summary>Notes the end of a call; waits for nothing. Beyond the accounts that a silo remembers, none is added.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="call">The platform's name of the call.</param>
    /// <param name="kind">The kind of its failure; null where it succeeded.</param>
    /// <param name="reason">The reason of its failure; null where it succeeded.</param>
    public void Noted(string accountId, string call, FailureKind? kind, FailureReason? reason)
    {
        if (_latest.ContainsKey(accountId) || _latest.Count < options.RememberedAccounts)
        {
            _latest[accountId] = new(clock.UtcNow())
            {
                Failure = kind is { } failed
                    ? new(failed, reason ?? FailureReason.Platform, $"The call {call} failed.")
                    : null,
            };
        }
    }

    /// <summary>Tells what was noted. What a grain did not take is gone: the next call tells anew.</summary>
    internal async Task Tell(CancellationToken ct)
    {
        foreach (var account in _latest.Keys)
        {
            if (_latest.TryRemove(account, out var check))
            {
                try
                {
                    await grains.GetGrain<IAccountGrain>(account).NoteCall(check, ct);
                }
                catch (Exception exception) when (!ct.IsCancellationRequested)
                {
                    LogNotTold(exception, account);
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.CallNotes, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Tell(stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Debug, "How calls of account {Account} fare was not noted")]
    private partial void LogNotTold(Exception exception, string account);
}
