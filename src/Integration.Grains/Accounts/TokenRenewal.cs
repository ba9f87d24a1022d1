using System.Diagnostics;
using System.Security.Cryptography;
using Integration.Access;
using Integration.Platforms;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Accounts;

/// <summary>
/// Renews the access token of one account, inside its grain: one exchange at a time in the whole cluster, shared by all who ask, and
/// nobody has the new token before it is stored.
/// </summary>
internal sealed partial class TokenRenewal(AccountDesk account, TokenKeeping keeping, AccountServices services)
{
    // Who stands in the audit.
    private const string Renewer = "token-renewal";
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
            return await Running(refused).WaitAsync(services.Options.RenewalWait, services.Time, ct);
        }
        catch (TimeoutException)
        {
            return Failed(held.Version, AccountFailures.StillRenewing);
        }
    }

    private static AccountRenewal Failed(long version, PlatformFailure failure) => new(version) { Failure = failure };

    private AccountRenewal Absent() =>
        Failed(
            0,
            account.HasUnreadableSecrets ? AccountFailures.Unreadable(account.Id) : AccountFailures.Unknown(account.Id)
        );

    private Task<AccountRenewal> Running(byte[] refused)
    {
        if (_running is { } running)
        {
            return running;
        }

        var started = Run(refused);
        if (!started.IsCompleted)
        {
            _running = started;
        }

        return started;
    }

    private async Task<AccountRenewal> Run(byte[] refused)
    {
        try
        {
            return await keeping.InTurn(() => Exchange(refused));
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

    private async Task<AccountRenewal> Exchange(byte[] refused)
    {
        await account.Freshen(CancellationToken.None);
        if (account.Held is not { } held)
        {
            return Absent();
        }

        if (!CryptographicOperations.FixedTimeEquals(held.TokenPrint, refused))
        {
            // A person was first, with other tokens or with the code of an authorisation.
            return new(held.Version);
        }

        if (!services.Connectors.TryFind<ITokenRefresh>(held.Platform, out var connector))
        {
            return await Refused(held, AccountFailures.NoRefresh(held.Platform), account.Health.UnsettledRenewalAt);
        }

        if (held.Credentials.RefreshToken is null)
        {
            return await Refused(held, AccountFailures.NoRefreshToken, account.Health.UnsettledRenewalAt);
        }

        var before = keeping.Unsettled(held);
        return await keeping.UnderLease(
            held,
            before,
            failure => Failed(held.Version, failure),
            () => Exchange(held, connector, before)
        );
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
        // Untold, the end of the authorisation stays as it was told before, or by a person.
        var patch = TokenKeeping.PatchOf(grant, keepsEnd: true);
        var writer = new WriteContext(Renewer, Activity.Current?.TraceId.ToString());
        var kept = await keeping.Keep(held, grant, patch, writer);
        return kept is { Succeeded: false, Problem: { } lost }
            ? await Refused(held, AccountFailures.NotKept(lost.Detail), account.Health.UnsettledRenewalAt)
            : await Settled(held, grant, kept?.Value?.Version);
    }

    private async Task<AccountRenewal> Settled(HeldAccount held, TokenGrant grant, long? stored)
    {
        var now = services.Clock.UtcNow();
        await account.Note(health =>
            health with
            {
                LastRenewal = stored is null ? health.LastRenewal : new(now),
                UnsettledRenewalAt = null,
            }
        );
        if (stored is not { } version)
        {
            // Others were given meanwhile, or the account is gone.
            return account.Held is { } other ? new(other.Version) : Absent();
        }

        if (grant.AccessToken == held.Credentials.AccessToken)
        {
            // Some platforms only lengthen a token's life. Refused again, it must not be exchanged on and on.
            Remember(version, services.Options.RenewalPause, failure: null);
        }

        LogRenewed(held.Id, grant.ExpiresAt);
        return new(version);
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
                UnsettledRenewalAt = TokenKeeping.IsUnsettled(failure) ? health.UnsettledRenewalAt : before,
            }
        );
        LogRefused(held.Id, failure.Kind, failure.Reason, failure.Detail);
        return Failed(held.Version, failure);
    }

    private void Remember(long version, TimeSpan pause, PlatformFailure? failure) =>
        _recent = new(version, services.Time.GetTimestamp(), pause, failure);

    private RecentExchange? Recent(HeldAccount held) =>
        _recent is { } recent
        && recent.Version == held.Version
        && services.Time.GetElapsedTime(recent.EndedAt) < recent.Pause
            ? recent
            : null;

    [LoggerMessage(LogLevel.Information, "The access token of account {Account} was renewed; it ends {ExpiresAt}")]
    private partial void LogRenewed(string account, DateTimeOffset? expiresAt);

    [LoggerMessage(
        LogLevel.Warning,
        "The access token of account {Account} was not renewed ({Kind}, {Reason}): {Detail}"
    )]
    private partial void LogRefused(string account, FailureKind kind, FailureReason reason, string detail);

    /// <summary>An exchange that ended a moment ago.</summary>
    private sealed record RecentExchange(long Version, long EndedAt, TimeSpan Pause, PlatformFailure? Failure);
}
