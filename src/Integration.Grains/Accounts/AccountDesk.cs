using Integration.Access;
using Integration.Problems;
using Integration.Resources;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Accounts;

/// <summary>
/// One account inside its grain: its configuration, and how it fares. What it writes is written one after the other, whether a
/// person, a renewal or a test asks for it.
/// </summary>
internal sealed partial class AccountDesk(
    ResourceDesk<AccountSettings, AccountSecrets, AccountResource> desk,
    AccountServices services
) : IDisposable
{
    private static readonly TimeSpan SameCallEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);
    private readonly ILogger _logger = services.Logger;
    private readonly SemaphoreSlim _writes = new(1, 1);
    private DateTimeOffset _callWrittenAt;

    /// <summary>The account's id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>How it fared of late.</summary>
    public AccountHealth Health { get; private set; } = new();

    /// <summary>The account with its secrets; null where there is none, or they do not open.</summary>
    public HeldAccount? Held => desk.Configured is var (row, secrets) ? new(row, secrets) : null;

    /// <summary>The account as people see it; null where there is none.</summary>
    public AccountResource? Shown => desk.Shown is { } shown ? shown with { Health = Health } : null;

    /// <summary>The account is there, but its secrets do not open.</summary>
    public bool HasUnreadableSecrets => desk.HasUnreadableSecrets;

    /// <summary>Whether there is such an account.</summary>
    public bool Exists => desk.HasUnreadableSecrets || desk.Configured is not null;

    public void Dispose() => _writes.Dispose();

    /// <summary>Reads the row.</summary>
    public Task Load(string id, CancellationToken ct)
    {
        Id = id;
        return Freshen(ct);
    }

    /// <summary>Reads the row again where only the row knows what holds.</summary>
    public async Task Freshen(CancellationToken ct)
    {
        if (desk.IsStale)
        {
            await InTurn(
                async () =>
                {
                    await LoadStale(ct);
                    return true;
                },
                ct
            );
        }
    }

    public Task<Outcome<AccountResource>> Create(
        AccountSettings settings,
        WriteContext context,
        CancellationToken ct
    ) => Changed(() => desk.Create(settings, context, ct), ct);

    public Task<Outcome<AccountResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        Changed(() => desk.Change(mergePatch, context, ct), ct);

    public Task<Outcome<AccountResource>> Delete(WriteContext context, CancellationToken ct) =>
        InTurn(
            async () =>
            {
                var deleted = await desk.Delete(context, ct);
                if (deleted.Succeeded)
                {
                    // The next one under this id begins anew.
                    Health = new();
                }

                return deleted;
            },
            ct
        );

    /// <summary>Stores tokens that the platform granted, unless the account has other ones by now.</summary>
    /// <param name="used">The account as it asked for them.</param>
    /// <param name="grant">The tokens as a merge patch.</param>
    /// <param name="writer">Who stands in the audit.</param>
    /// <returns>Null where the account has other tokens, or is gone.</returns>
    public Task<Outcome<AccountResource>?> KeepTokens(HeldAccount used, byte[] grant, WriteContext writer) =>
        InTurn<Outcome<AccountResource>?>(
            async () =>
            {
                try
                {
                    await LoadStale(CancellationToken.None);
                }
                catch (NpgsqlException exception)
                {
                    return DatabaseProblems.Of(exception);
                }

                return Held is { } now && now.Secrets.HasTokensOf(used.Secrets)
                    ? await desk.Change(grant, writer, CancellationToken.None)
                    : null;
            },
            CancellationToken.None
        );

    /// <summary>
    /// Takes the lease of exchanging the account's tokens and writes what changes of the health, where the row still has this version.
    /// </summary>
    /// <returns>Not taken where it has another version, or somebody else has the lease: the row is read again.</returns>
    /// <exception cref="NpgsqlException">The database cannot be had.</exception>
    public Task<RenewalLease> Lease(long version, Func<AccountHealth, AccountHealth> change) =>
        InTurn(
            async () =>
            {
                var health = change(Health);
                var now = services.Clock.UtcNow();
                var length = services.Options.RenewalLease;
                var lease = await services.Leases.Take(Id, version, now, length, health, CancellationToken.None);
                if (lease.IsTaken)
                {
                    Health = health;
                }
                else
                {
                    desk.Distrust();
                }

                return lease;
            },
            CancellationToken.None
        );

    /// <summary>Gives the lease back; where the database cannot be had it ends by itself.</summary>
    public async Task Free(DateTimeOffset until)
    {
        try
        {
            await services.Leases.Free(Id, until, CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            LogNotFreed(exception, Id, until);
        }
    }

    /// <summary>Writes what changes of the health; where the database cannot be had, the next note writes it too.</summary>
    public Task Note(Func<AccountHealth, AccountHealth> change) =>
        InTurn(
            async () =>
            {
                await Write(change(Health));
                return true;
            },
            CancellationToken.None
        );

    /// <summary>Notes the latest call of some silo: written when it ends otherwise than the one before, else once a minute.</summary>
    public Task NoteCall(AccountCheck check)
    {
        // One that lies well ahead is from before the clock was set back.
        if (!Exists || (check.At <= Health.LastCall?.At && Health.LastCall.At <= services.Clock.UtcNow() + ClockSlack))
        {
            return Task.CompletedTask;
        }

        var isNews =
            Health.LastCall is not { } last
            || last.Failure?.Reason != check.Failure?.Reason
            || (check.At - _callWrittenAt).Duration() >= SameCallEvery;
        if (!isNews)
        {
            Health = Health with { LastCall = check };
            return Task.CompletedTask;
        }

        _callWrittenAt = check.At;
        return Note(health => health with { LastCall = check });
    }

    private Task<Outcome<AccountResource>> Changed(Func<Task<Outcome<AccountResource>>> change, CancellationToken ct) =>
        InTurn(
            async () =>
            {
                var secretsOf = desk.Configured?.Row.SecretChangedAt;
                var outcome = await change();
                if (!outcome.Succeeded)
                {
                    return outcome;
                }

                if (!outcome.Replayed && outcome.Value.SecretChangedAt != secretsOf)
                {
                    await Write(WithoutRefusals(Health));
                }

                return outcome with
                {
                    Value = outcome.Value with { Health = Health },
                };
            },
            ct
        );

    /// <summary>A health without refusals: what was refused was refused to other secrets.</summary>
    public static AccountHealth WithoutRefusals(AccountHealth health) =>
        new()
        {
            LastTest = Kept(health.LastTest),
            LastCall = Kept(health.LastCall),
            LastRenewal = Kept(health.LastRenewal),
        };

    private static AccountCheck? Kept(AccountCheck? check) => check is { Failure.NeedsAttention: true } ? null : check;

    private async Task Write(AccountHealth health)
    {
        if (health == Health)
        {
            return;
        }

        Health = health;
        try
        {
            await services.Health.Write(Id, health, CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            LogNotNoted(exception, Id);
        }
    }

    private async Task LoadStale(CancellationToken ct)
    {
        if (desk.IsStale)
        {
            var health = await services.Health.Find(Id, ct);
            await desk.Load(Id, ct);
            Health = health ?? new();
        }
    }

    private async Task<T> InTurn<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _writes.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            _writes.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The health of account {Account} was not written")]
    private partial void LogNotNoted(Exception exception, string account);

    [LoggerMessage(LogLevel.Warning, "The lease of renewing account {Account} was not given back; it ends {Until}")]
    private partial void LogNotFreed(Exception exception, string account, DateTimeOffset until);
}
