using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Secrets;
using Integration.Signatures;
using Integration.Time;

namespace Integration.Delivery;

/// <summary>The configuration of one subscriber: loaded once, checked, changed and written. Lives inside its grain.</summary>
internal sealed class SubscriberDesk(
    SubscriberStore store,
    ConfigurationTransaction transaction,
    SubscriberRules rules,
    SecretVault vault,
    DatabaseClock clock
)
{
    private SubscriberRow? _row;
    private SubscriberSecrets? _secrets;
    private string _id = "";

    private SubscriberRow? Live => _row is { DeletedAt: null } ? _row : null;

    private string Target => $"subscriber/{_id}";

    public async Task Load(string id, CancellationToken ct)
    {
        _id = id;
        _row = await store.Find(id, ct);
        _secrets = _row is null ? null : vault.Open<SubscriberSecrets>(_row.Sealed, SubscriberSecrets.PlaceOf(id));
    }

    /// <summary>What attempts use; null when there is no such subscriber.</summary>
    public SubscriberRuntime? Runtime() =>
        Live is { } row ? rules.Runtime(row.Id, row.Epoch, row.Settings, _secrets!) : null;

    public async Task<Outcome<SubscriberResource>> Create(
        SubscriberSettings settings,
        WriteContext context,
        CancellationToken ct
    )
    {
        if (rules.Check(settings) is { } problem)
        {
            return problem;
        }

        var made = settings.Secret is null ? WebhookSecret.Create().Reveal() : null;
        var secrets = new SubscriberSecrets(settings.Secret ?? made!, null, null, settings.Headers ?? []);
        var now = clock.UtcNow();
        var row = RowOf(settings, secrets, now) with
        {
            // A tombstone of the same id: its pending deliveries must stay cancelled.
            Epoch = (_row?.Epoch ?? 0) + 1,
            CreatedAt = now,
            SecretChangedAt = now,
        };
        var change = ChangeTo(row, "subscriber.create", 201, before: null) with
        {
            WithoutSecret = static resource => resource with { Secret = null },
        };
        // A taken id is judged inside the transaction: a repeat of the request that took it has its answer stored.
        var taken = Live is not null;
        var create = change with
        {
            Write = async (connection, at) =>
                taken ? SubscriberProblems.Taken(_id)
                : await change.Write(connection, at) is { Succeeded: true } written ? Show(written.Value, made)
                : SubscriberProblems.Taken(_id),
        };
        return await Commit(row, secrets, create, context, ct);
    }

    public async Task<Outcome<SubscriberResource>> Change(byte[] patch, WriteContext context, CancellationToken ct)
    {
        if (Live is not { } row)
        {
            return SubscriberProblems.Unknown(_id);
        }

        if (context.IfMatch is { } version && version != row.Version)
        {
            return SubscriberProblems.Stale(row.Version);
        }

        var patched = SettingsPatch.Apply(row.Settings, patch);
        if (!patched.Succeeded)
        {
            return patched.Problem;
        }

        var settings = KeepHeaders(KeepOneSchedule(patched.Value, row.Settings));
        if (settings.Id != _id)
        {
            return SubscriberProblems.IdChanged;
        }

        return rules.Check(settings) is { } problem ? problem : await Write(row, settings, context, ct);
    }

    public async Task<Outcome<SubscriberResource>> Delete(WriteContext context, CancellationToken ct)
    {
        if (Live is not { } row)
        {
            return SubscriberProblems.Unknown(_id);
        }

        if (context.IfMatch is { } version && version != row.Version)
        {
            return SubscriberProblems.Stale(row.Version);
        }

        var deleted = row with
        {
            Epoch = row.Epoch + 1,
            Version = row.Version + 1,
            UpdatedAt = clock.UtcNow(),
            DeletedAt = clock.UtcNow(),
        };
        var change = ChangeTo(deleted, "subscriber.delete", 204, row.ToResource()) with { IsDeletion = true };
        return await Commit(deleted, _secrets!, change, context, ct);
    }

    private static SubscriberResource Show(SubscriberResource resource, string? made) =>
        resource with
        {
            Secret = made,
        };

    private async Task<Outcome<SubscriberResource>> Write(
        SubscriberRow row,
        SubscriberSettings settings,
        WriteContext context,
        CancellationToken ct
    )
    {
        var now = clock.UtcNow();
        var secrets = (settings.Secret is { } secret ? _secrets!.Rotate(secret, now) : _secrets!) with
        {
            Headers = settings.Headers ?? [],
        };
        var disabled = row.Settings.Enabled && !settings.Enabled;
        var next = RowOf(settings, secrets, now) with
        {
            Epoch = row.Epoch + (disabled ? 1 : 0),
            CreatedAt = row.CreatedAt,
            SecretChangedAt = secrets.Current == _secrets!.Current ? row.SecretChangedAt : now,
        };
        return await Commit(next, secrets, ChangeTo(next, "subscriber.change", 200, row.ToResource()), context, ct);
    }

    private async Task<Outcome<SubscriberResource>> Commit(
        SubscriberRow row,
        SubscriberSecrets secrets,
        ConfigurationChange<SubscriberResource> change,
        WriteContext context,
        CancellationToken ct
    )
    {
        var outcome = await transaction.Run(context, change, ct);
        if (outcome is { Succeeded: true, Replayed: false })
        {
            (_row, _secrets) = (row, secrets);
        }

        return outcome;
    }

    private SubscriberRow RowOf(SubscriberSettings settings, SubscriberSecrets secrets, DateTimeOffset now) =>
        new()
        {
            Id = _id,
            Settings = SubscriberRules.Stored(settings, _id),
            Sealed = vault.Seal(secrets, SubscriberSecrets.PlaceOf(_id)),
            Epoch = 0,
            Version = (_row?.Version ?? 0) + 1,
            CreatedAt = now,
            UpdatedAt = now,
        };

    private ConfigurationChange<SubscriberResource> ChangeTo(
        SubscriberRow row,
        string action,
        int status,
        SubscriberResource? before
    ) =>
        new()
        {
            Action = action,
            Target = Target,
            Status = status,
            Before = before,
            Write = async (connection, _) =>
                await SubscriberStore.Write(connection, row, CancellationToken.None)
                    ? row.ToResource()
                    : SubscriberProblems.Stale(row.Version),
        };

    // A patch that gives one kind of schedule replaces the other kind.
    private static SubscriberSettings KeepOneSchedule(SubscriberSettings patched, SubscriberSettings before) =>
        patched.Retry is not { Schedule: not null } retry || (retry.MaxRetries is null && retry.Initial is null)
            ? patched
        : before.Retry?.Schedule is null ? patched with { Retry = new RetrySettings { Schedule = retry.Schedule } }
        : patched with { Retry = retry with { Schedule = null } };

    // Header values are not in the settings: those the patch left alone come from the sealed part.
    private SubscriberSettings KeepHeaders(SubscriberSettings patched) =>
        patched with
        {
            Headers = patched.Headers?.ToDictionary(
                header => header.Key,
                header =>
                    header.Value == "***" && _secrets!.Headers.TryGetValue(header.Key, out var kept)
                        ? kept
                        : header.Value,
                StringComparer.OrdinalIgnoreCase
            ),
        };
}
