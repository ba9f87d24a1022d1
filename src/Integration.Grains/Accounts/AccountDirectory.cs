using Integration.Pipeline;
using Integration.Platforms;
using Integration.Resources;
using Integration.Secrets;
using Integration.Time;
using Npgsql;

namespace Integration.Accounts;

/// <summary>
/// The credentials of accounts in this silo, from their sealed rows. Each is remembered for
/// <see cref="AccountOptions.CredentialsLifetime"/>: after that time at the latest a change holds here.
/// </summary>
internal sealed class AccountDirectory(
    ResourceTable<AccountSettings, AccountResource> table,
    SecretVault vault,
    IGrainFactory grains,
    AccountOptions options,
    DatabaseClock clock,
    TimeProvider time
) : IAccountTokens, IAccountDirectory
{
    // A token that lives shortly is renewed in the last fifth of its life.
    private const int AheadShare = 5;
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The credentials of an enabled account, whose token was renewed where it ends soon.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>A failure where there is no such account, it is disabled, its secrets do not open, or no token is to be had.</returns>
    public async Task<PlatformResult<AccountCredentials>> Of(string accountId, CancellationToken ct)
    {
        var entry = await Remembered(accountId).WaitAsync(ct);
        if (
            entry.Held is not { } held
            || entry.Failure is not null
            || !entry.IsRenewalDue(clock.UtcNow(), AheadOf(held))
        )
        {
            return entry.Result;
        }

        var renewed = await Renew(held.Credentials, ct);
        if (renewed.Succeeded || entry.HasNoToken(clock.UtcNow()))
        {
            return renewed;
        }

        // It still works for a while; the next look at the row tries again.
        entry.IsRenewalTried = true;
        return held.Credentials;
    }

    async Task<PlatformResult<PlatformAccount>> IAccountDirectory.Of(string accountId, CancellationToken ct)
    {
        var credentials = await Of(accountId, ct);
        if (!credentials.Succeeded)
        {
            return credentials.Failure;
        }

        var entry = await Remembered(accountId).WaitAsync(ct);
        return entry.Held is { } held
            ? new PlatformAccount(held.Platform, credentials.Value)
            // Meanwhile it went, or cannot be read any more.
            : entry.Failure ?? AccountFailures.Unknown(accountId);
    }

    /// <inheritdoc />
    public async Task<PlatformResult<AccountCredentials>> Renew(AccountCredentials used, CancellationToken ct)
    {
        AccountRenewal renewal;
        try
        {
            renewal = await grains.GetGrain<IAccountGrain>(used.AccountId).Renew(TokenPrint.Of(used), ct);
        }
        catch (NpgsqlException)
        {
            return AccountFailures.DatabaseAway;
        }
        catch (Exception lost) when (lost is TimeoutException or OrleansException)
        {
            return AccountFailures.NoAnswer;
        }

        if (renewal.Failure is { } failure)
        {
            return failure with { AccountChangedAt = used.ChangedAt };
        }

        // A disabled account too: whoever tests it goes on with the new token.
        var entry = await OfVersion(used.AccountId, renewal.Version, ct);
        return entry.Held is { } held ? held.Credentials : entry.Result;
    }

    private TimeSpan AheadOf(HeldAccount held)
    {
        if (held.Row.Settings.TokenExpiresAt is not { } end || held.Secrets.TokenSince is not { } since || end < since)
        {
            return options.RenewAhead;
        }

        var share = (end - since) / AheadShare;
        return share < options.RenewAhead ? share : options.RenewAhead;
    }

    private Task<Entry> Remembered(string id)
    {
        Slot slot;
        lock (_lock)
        {
            slot = _slots.GetValueOrDefault(id) is { } known && IsFresh(known) ? known : Add(id);
        }

        // Outside the lock: it begins to read.
        return slot.Loading.Value;
    }

    private async Task<Entry> OfVersion(string id, long version, CancellationToken ct)
    {
        Slot? slot;
        lock (_lock)
        {
            slot = _slots.GetValueOrDefault(id);
            if (slot is null || !IsFresh(slot) || slot.Loaded?.Held?.Version != version)
            {
                slot = Add(id);
            }
        }

        return await slot.Loading.Value.WaitAsync(ct);
    }

    private Slot Add(string id)
    {
        if (_slots.Count >= options.RememberedAccounts && !_slots.ContainsKey(id))
        {
            _slots.Clear();
        }

        var slot = new Slot(time.GetTimestamp());
        slot.Loading = new(() => Load(id, slot));
        return _slots[id] = slot;
    }

    // Counted from before the row was read: what was changed after that is not in it.
    private bool IsFresh(Slot slot) =>
        time.GetElapsedTime(slot.StartedAt) < options.CredentialsLifetime
        && slot.Loaded is not { IsPassing: true }
        && slot.Loading is not { IsValueCreated: true, Value.IsFaulted: true };

    private async Task<Entry> Load(string id, Slot slot) => slot.Loaded = await Load(id);

    private async Task<Entry> Load(string id)
    {
        try
        {
            // For all who wait: nobody's cancellation ends it.
            return EntryOf(id, await table.FindRow(id, CancellationToken.None));
        }
        catch (NpgsqlException)
        {
            return new(null, AccountFailures.DatabaseAway);
        }
    }

    private Entry EntryOf(string id, ResourceRow<AccountSettings>? row)
    {
        if (row is null)
        {
            return new(null, AccountFailures.Unknown(id));
        }

        return
            row.Sealed is { } blob
            && vault.TryOpen<AccountSecrets>(blob, ResourcePlace.Of(AccountKind.KindName, id)) is { } secrets
            ? new(new(row, secrets), row.Settings.Enabled ? null : Of(AccountFailures.Disabled(id), row))
            : new(null, Of(AccountFailures.Unreadable(id), row));
    }

    private static PlatformFailure Of(PlatformFailure failure, ResourceRow<AccountSettings> row) =>
        failure with
        {
            AccountChangedAt = row.UpdatedAt,
        };

    private sealed class Slot(long startedAt)
    {
        private volatile Entry? _loaded;

        public long StartedAt => startedAt;

        public Lazy<Task<Entry>> Loading { get; set; } = null!;

        public Entry? Loaded
        {
            get => _loaded;
            set => _loaded = value;
        }
    }

    private sealed record Entry(HeldAccount? Held, PlatformFailure? Failure)
    {
        public bool IsRenewalTried { get; set; }

        /// <summary>Not worth remembering.</summary>
        public bool IsPassing => Failure is { Kind: FailureKind.Transient };

        public PlatformResult<AccountCredentials> Result => Failure is { } failure ? failure : Held!.Credentials;

        public bool IsRenewalDue(DateTimeOffset now, TimeSpan ahead) =>
            Held is { Credentials.RefreshToken: not null }
            && (HasNoToken(now) || (!IsRenewalTried && Held.Row.Settings.TokenExpiresAt <= now + ahead));

        public bool HasNoToken(DateTimeOffset now) =>
            Held!.Credentials.AccessToken is null || Held.Row.Settings.TokenExpiresAt <= now;
    }
}
