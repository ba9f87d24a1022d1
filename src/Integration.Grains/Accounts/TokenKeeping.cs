using System.Text.Json;
using Integration.Access;
using Integration.Json;
using Integration.Platforms;
using Integration.Problems;
using Microsoft.Extensions.Logging;

namespace Integration.Accounts;

/// <summary>
/// What every exchange of one account's tokens shares, inside its grain: one at a time, in the whole cluster by the lease in the row, and
/// what the platform granted is stored, whatever the database does meanwhile.
/// </summary>
internal sealed partial class TokenKeeping(AccountDesk account, AccountServices services) : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly ILogger _logger = services.Logger;
    private readonly SemaphoreSlim _turns = new(1, 1);

    public void Dispose() => _turns.Dispose();

    /// <summary>Makes an exchange in its turn, once the process is known to be awake.</summary>
    public async Task<T> InTurn<T>(Func<Task<T>> exchange)
    {
        await _turns.WaitAsync(CancellationToken.None);
        try
        {
            // A process that stood still may not be the owner of this account any more.
            await services.Stalls.WhenOpen();
            return await exchange();
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Waits for an exchange under way: its tokens live nowhere else yet.</summary>
    public async Task Drain(CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        _turns.Release();
    }

    /// <summary>Makes an exchange under the lease of the row.</summary>
    /// <param name="held">The account whose tokens are exchanged.</param>
    /// <param name="before">Since when an earlier one is unsettled; null where none is.</param>
    /// <param name="notTaken">What comes of it where the lease is not to be had.</param>
    /// <param name="exchange">The exchange.</param>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be had; nothing was exchanged.</exception>
    public async Task<T> UnderLease<T>(
        HeldAccount held,
        DateTimeOffset? before,
        Func<PlatformFailure, T> notTaken,
        Func<Task<T>> exchange
    )
    {
        var now = services.Clock.UtcNow();
        // One exchange at a time by the row, whatever silos believe of each other. Also tells a later activation of an exchange
        // that was cut short, and proves just before it that this row can be written.
        var lease = await account.Lease(held.Version, health => health with { UnsettledRenewalAt = before ?? now });
        if (lease.Until is not { } until)
        {
            return notTaken(
                lease.HeldUntil is { } end ? AccountFailures.RenewedElsewhere(end - now) : AccountFailures.Changed
            );
        }

        try
        {
            return await exchange();
        }
        finally
        {
            await account.Free(until);
        }
    }

    /// <summary>Stores what was granted, again and again while the database does not take it.</summary>
    /// <param name="held">The account as it asked for them.</param>
    /// <param name="grant">What the platform granted.</param>
    /// <param name="patch">The same as a merge patch.</param>
    /// <param name="writer">Who stands in the audit.</param>
    /// <returns>
    /// The account with the tokens; null where it has other ones by now, or is gone; a problem where they are lost.
    /// </returns>
    public async Task<Outcome<AccountResource>?> Keep(
        HeldAccount held,
        TokenGrant grant,
        byte[] patch,
        WriteContext writer
    )
    {
        var started = services.Time.GetTimestamp();
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            var kept = await account.KeepTokens(held, patch, writer);
            if (kept is null && account.Held is { } found && Holds(found, grant) && account.Shown is { } shown)
            {
                // Stored by a commit whose answer was lost.
                return shown;
            }

            if (kept is null || kept.Succeeded)
            {
                return kept;
            }

            var mayPass = kept.Problem is { Status: 412 or 503 };
            if (!mayPass || services.Time.GetElapsedTime(started) >= services.Options.KeepPatience)
            {
                LogLost(held.Id, kept.Problem.Slug, kept.Problem.Detail);
                return kept;
            }

            // Begun before it is told: who hears of it may move the clock.
            var pause = Task.Delay(wait, services.Time);
            LogNotKept(held.Id, kept.Problem.Slug, wait);
            await pause;
        }
    }

    /// <summary>Since when an exchange is unsettled; null where none is.</summary>
    public DateTimeOffset? Unsettled(HeldAccount held) =>
        // Secrets that were changed later are others than those that an earlier exchange may have ended.
        account.Health.UnsettledRenewalAt
            is { } at
        && !(held.Row.SecretChangedAt >= at)
            ? at
            : null;

    /// <summary>Whether the platform carried an exchange out is not known where its answer did not come.</summary>
    public static bool IsUnsettled(PlatformFailure failure) =>
        failure.Reason
            is FailureReason.Network
                or FailureReason.Timeout
                or FailureReason.InvalidAnswer
                or FailureReason.AnswerTooLarge;

    /// <summary>Tokens as a merge patch.</summary>
    /// <param name="grant">What the platform granted.</param>
    /// <param name="keepsEnd">Whether the end of the authorisation stays, where the platform does not tell it.</param>
    public static byte[] PatchOf(TokenGrant grant, bool keepsEnd)
    {
        var patch = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["access_token"] = grant.AccessToken,
            ["refresh_token"] = grant.RefreshToken,
            ["token_expires_at"] = grant.ExpiresAt,
        };
        if (!keepsEnd || grant.RefreshExpiresAt is not null)
        {
            patch["authorisation_ends_at"] = grant.RefreshExpiresAt;
        }

        return JsonSerializer.SerializeToUtf8Bytes(patch, WireJson.Options);
    }

    private static bool Holds(HeldAccount found, TokenGrant grant) =>
        found.Secrets.AccessToken == grant.AccessToken && found.Secrets.RefreshToken == grant.RefreshToken;

    [LoggerMessage(
        LogLevel.Warning,
        "New tokens of account {Account} are not stored yet ({Problem}); the next attempt follows in {Wait}"
    )]
    private partial void LogNotKept(string account, string problem, TimeSpan wait);

    [LoggerMessage(
        LogLevel.Error,
        "New tokens of account {Account} could not be stored and are lost ({Problem}): {Detail}"
    )]
    private partial void LogLost(string account, string problem, string detail);
}
