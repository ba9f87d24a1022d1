using System.Security.Cryptography;
using System.Text.Json;
using Integration.Json;
using Integration.Platforms;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Accounts;

/// <summary>
/// Renews the access token of one account, inside its grain: one exchange at a time in the whole cluster, shared by all who ask, and
/// nobody has the new token before it is stored.
/// </summary>
internal sealed partial class TokenRenewal(AccountDesk account, AccountServices services)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly ILogger _logger = services.Logger;
    private Task<AccountRenewal>? _running;
    private RecentExchange? _recent;

    /// <summary>Another access token than the refused one, from the row or from the platform.</summary>
    /// <param name="refused">The print of the refused one.</param>
    /// <param name="ct">Ends the wait, not the exchange.</param>
    public async Task<AccountRenewal> Renew(byte[] refused, CancellationToken ct)
    {
        try
        {
            await account.Freshen(ct);
        }
        catch (NpgsqlException)
        {
            return Failed(0, AccountFailures.DatabaseAway);
        }

        if (account.Held is not { } held)
        {
            return Absent();
        }

        if (!CryptographicOperations.FixedTimeEquals(held.TokenPrint, refused))
        {
            return new(held.Version);
        }

        if (_running is null && Recent(held) is { } recent)
        {
            return new(held.Version) { Failure = recent.Failure };
        }

        try
        {
            return await Running().WaitAsync(services.Options.RenewalWait, services.Time, ct);
        }
        catch (TimeoutException)
        {
            return Failed(held.Version, AccountFailures.StillRenewing);
        }
    }

    /// <summary>Waits for an exchange under way: its tokens live nowhere else yet.</summary>
    public Task Drain(CancellationToken ct) => _running?.WaitAsync(ct) ?? Task.CompletedTask;

    private static AccountRenewal Failed(long version, PlatformFailure failure) => new(version) { Failure = failure };

    private AccountRenewal Absent() =>
        Failed(
            0,
            account.HasUnreadableSecrets ? AccountFailures.Unreadable(account.Id) : AccountFailures.Unknown(account.Id)
        );

    private Task<AccountRenewal> Running()
    {
        if (_running is { } running)
        {
            return running;
        }

        var started = Run();
        if (!started.IsCompleted)
        {
            _running = started;
        }

        return started;
    }

    private async Task<AccountRenewal> Run()
    {
        try
        {
            // A process that stood still may not be the owner of this account any more.
            await services.Stalls.WhenOpen();
            return await Exchange();
        }
        catch (NpgsqlException)
        {
            return Failed(0, AccountFailures.DatabaseAway);
        }
        finally
        {
            _running = null;
        }
    }

    private async Task<AccountRenewal> Exchange()
    {
        await account.Freshen(CancellationToken.None);
        if (account.Held is not { } held)
        {
            return Absent();
        }

        if (!services.Connectors.TryFind<ITokenRefresh>(held.Platform, out var connector))
        {
            return await Refused(held, AccountFailures.NoRefresh(held.Platform), account.Health.UnsettledRenewalAt);
        }

        if (held.Credentials.RefreshToken is null)
        {
            return await Refused(held, AccountFailures.NoRefreshToken, account.Health.UnsettledRenewalAt);
        }

        var before = Unsettled(held);
        var now = services.Clock.UtcNow();
        // One exchange at a time by the row, whatever silos believe of each other. Also tells a later activation of an exchange
        // that was cut short, and proves just before it that this row can be written.
        var lease = await account.Lease(held.Version, health => health with { UnsettledRenewalAt = before ?? now });
        if (lease.Until is not { } until)
        {
            return Failed(
                held.Version,
                lease.HeldUntil is { } end ? AccountFailures.RenewedElsewhere(end - now) : AccountFailures.Changed
            );
        }

        try
        {
            return await Exchange(held, connector, before);
        }
        finally
        {
            await account.Free(until);
        }
    }

    private async Task<AccountRenewal> Exchange(HeldAccount held, ITokenRefresh connector, DateTimeOffset? before)
    {
        // Never cancelled: the platform may have replaced the tokens already.
        var granted = await connector.RefreshToken(held.Credentials, CancellationToken.None);
        return granted.Succeeded ? await Keep(held, granted.Value)
            : granted.Failure.Reason == FailureReason.AuthorisationLost && before is { } at
                ? await Refused(held, AccountFailures.CutShort(granted.Failure, at), before)
            : await Refused(held, granted.Failure, before);
    }

    private async Task<AccountRenewal> Keep(HeldAccount held, TokenGrant grant)
    {
        var patch = PatchOf(grant);
        var started = services.Time.GetTimestamp();
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            var kept = await account.KeepTokens(held, patch);
            if (kept is null || kept.Succeeded)
            {
                return await Settled(held, grant, kept?.Value?.Version);
            }

            var mayPass = kept.Problem is { Status: 412 or 503 };
            if (!mayPass || services.Time.GetElapsedTime(started) >= services.Options.KeepPatience)
            {
                LogLost(held.Id, kept.Problem.Slug, kept.Problem.Detail);
                return await Refused(
                    held,
                    AccountFailures.NotKept(kept.Problem.Detail),
                    account.Health.UnsettledRenewalAt
                );
            }

            // Begun before it is told: who hears of it may move the clock.
            var pause = Task.Delay(wait, services.Time);
            LogNotKept(held.Id, kept.Problem.Slug, wait);
            await pause;
        }
    }

    private async Task<AccountRenewal> Settled(HeldAccount held, TokenGrant grant, long? stored)
    {
        var now = services.Clock.UtcNow();
        // Stored by a commit whose answer was lost, it is found in the row.
        var version = stored ?? (account.Held is { } found && Holds(found, grant) ? found.Version : null);
        await account.Note(health =>
            health with
            {
                LastRenewal = version is null ? health.LastRenewal : new(now),
                UnsettledRenewalAt = null,
            }
        );
        if (version is null)
        {
            // Others were given meanwhile, or the account is gone.
            return account.Held is { } other ? new(other.Version) : Absent();
        }

        if (grant.AccessToken == held.Credentials.AccessToken)
        {
            // Some platforms only lengthen a token's life. Refused again, it must not be exchanged on and on.
            Remember(version.Value, services.Options.RenewalPause, failure: null);
        }

        LogRenewed(held.Id, grant.ExpiresAt);
        return new(version.Value);
    }

    // Before: since when it was unsettled whether the platform has replaced the tokens.
    private async Task<AccountRenewal> Refused(HeldAccount held, PlatformFailure failure, DateTimeOffset? before)
    {
        var pause = failure.NeedsAttention ? services.Options.LostPause : services.Options.RenewalPause;
        Remember(held.Version, failure.RetryAfter > pause ? failure.RetryAfter.Value : pause, failure);
        var now = services.Clock.UtcNow();
        await account.Note(health =>
            health with
            {
                LastRenewal = new(now) { Failure = failure },
                UnsettledRenewalAt = IsUnsettled(failure) ? health.UnsettledRenewalAt : before,
            }
        );
        LogRefused(held.Id, failure.Kind, failure.Reason, failure.Detail);
        return Failed(held.Version, failure);
    }

    // Whether the platform replaced the tokens is not known where its answer did not come.
    private static bool IsUnsettled(PlatformFailure failure) =>
        failure.Reason
            is FailureReason.Network
                or FailureReason.Timeout
                or FailureReason.InvalidAnswer
                or FailureReason.AnswerTooLarge;

    // Secrets that were changed later are others than those that an earlier exchange may have ended.
    private DateTimeOffset? Unsettled(HeldAccount held) =>
        account.Health.UnsettledRenewalAt is { } at && !(held.Row.SecretChangedAt >= at) ? at : null;

    private static bool Holds(HeldAccount found, TokenGrant grant) =>
        found.Secrets.AccessToken == grant.AccessToken && found.Secrets.RefreshToken == grant.RefreshToken;

    private void Remember(long version, TimeSpan pause, PlatformFailure? failure) =>
        _recent = new(version, services.Time.GetTimestamp(), pause, failure);

    private RecentExchange? Recent(HeldAccount held) =>
        _recent is { } recent
        && recent.Version == held.Version
        && services.Time.GetElapsedTime(recent.EndedAt) < recent.Pause
            ? recent
            : null;

    private static byte[] PatchOf(TokenGrant grant)
    {
        var patch = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["access_token"] = grant.AccessToken,
            ["refresh_token"] = grant.RefreshToken,
            ["token_expires_at"] = grant.ExpiresAt,
        };
        // Untold, it stays as it was told before, or by a person.
        if (grant.RefreshExpiresAt is { } end)
        {
            patch["authorisation_ends_at"] = end;
        }

        return JsonSerializer.SerializeToUtf8Bytes(patch, WireJson.Options);
    }

    [LoggerMessage(LogLevel.Information, "The access token of account {Account} was renewed; it ends {ExpiresAt}")]
    private partial void LogRenewed(string account, DateTimeOffset? expiresAt);

    [LoggerMessage(
        LogLevel.Warning,
        "The access token of account {Account} was not renewed ({Kind}, {Reason}): {Detail}"
    )]
    private partial void LogRefused(string account, FailureKind kind, FailureReason reason, string detail);

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

    /// <summary>An exchange that ended a moment ago.</summary>
    private sealed record RecentExchange(long Version, long EndedAt, TimeSpan Pause, PlatformFailure? Failure);
}
