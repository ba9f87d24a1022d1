using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Secrets;
using Integration.Time;
using Npgsql;

namespace Integration.Resources;

/// <summary>
/// The configuration of one resource: loaded once, checked, changed and written with its audit. Lives inside its grain.
/// </summary>
internal sealed class ResourceDesk<TSettings, TSecrets, TResource>(
    ResourceKind<TSettings, TSecrets, TResource> kind,
    ResourceTable<TSettings, TResource> table,
    ConfigurationTransaction transaction,
    SecretVault vault,
    DatabaseClock clock
)
    where TSettings : class, IResourceSettings
    where TSecrets : class
    where TResource : class, IResource
{
    // A tombstone too.
    private ResourceRow<TSettings>? _row;

    // Null also where the stored ones do not open.
    private TSecrets? _secrets;
    private string _id = "";

    /// <summary>What is configured, with its secrets; null when there is no such resource, or its secrets do not open.</summary>
    public (ResourceRow<TSettings> Row, TSecrets Secrets)? Configured =>
        Existing is { } row && _secrets is { } secrets ? (row, secrets) : null;

    /// <summary>The resource as the audit shows it; null when there is none.</summary>
    public TResource? Shown => Existing is { } row ? table.Show(row) : null;

    /// <summary>The resource is there, but the key file is not the one that its secrets were sealed with: it waits for new ones.</summary>
    public bool HasUnreadableSecrets => Existing is not null && _secrets is null;

    /// <summary>Only the row knows what holds: the answer to a commit was lost, or somebody else wrote the row.</summary>
    public bool IsStale { get; private set; } = true;

    private ResourceRow<TSettings>? Existing => _row is { DeletedAt: null } ? _row : null;

    /// <summary>Somebody met another version of the row than this one: it is read before it is used again.</summary>
    public void Distrust() => IsStale = true;

    public async Task Load(string id, CancellationToken ct)
    {
        _id = id;
        var row = await table.FindRow(id, ct);
        if (!IsStale)
        {
            // Calls interleave: somebody else has loaded, and perhaps written, meanwhile.
            return;
        }

        _row = row;
        _secrets =
            _row is null ? null
            : _row.Sealed is { } blob ? vault.TryOpen<TSecrets>(blob, kind.PlaceOf(_id))
            : kind.NoSecrets;
        IsStale = false;
    }

    public Task<Outcome<TResource>> Create(TSettings settings, WriteContext context, CancellationToken ct) =>
        Guarded(
            async () =>
            {
                var now = clock.UtcNow();
                var secrets = kind.Secrets(settings, null, now);
                if (kind.Check(settings, secrets) is { } problem)
                {
                    return problem;
                }

                var row = RowOf(settings, null, secrets, now);
                // A taken id is judged inside the transaction: a repeat of the request that took it has its answer stored.
                var taken = Existing is not null;
                var create = ChangeTo("create", 201, null) with
                {
                    Write = async (connection, _) =>
                        !taken && !await table.IsTaken(connection, _id, ct) && await Write(connection, row, ct)
                            ? kind.Reveal(table.Show(row), settings, secrets)
                            : kind.Taken(_id),
                };
                return await Commit(row, secrets, create, context, ct);
            },
            ct
        );

    public Task<Outcome<TResource>> Change(byte[] patch, WriteContext context, CancellationToken ct) =>
        Guarded(
            async () =>
            {
                if (Refusal(context) is { } refusal)
                {
                    return refusal;
                }

                var (row, before) = (Existing!, _secrets);
                var patched = SettingsPatch.Apply(row.Settings, patch);
                if (!patched.Succeeded)
                {
                    return patched.Problem;
                }

                if (before is null && !kind.BringsAllSecrets(patched.Value))
                {
                    return ResourceProblems.UnreadableSecrets(kind.Name, _id);
                }

                var now = clock.UtcNow();
                var settings = kind.AfterPatch(patched.Value, row.Settings, before);
                var secrets = kind.Secrets(settings, before, now);
                var problem = settings.Id != _id ? ResourceProblems.IdChanged : kind.Check(settings, secrets);
                if (problem is not null)
                {
                    return problem;
                }

                var next = RowOf(settings, before, secrets, now) with { CreatedAt = row.CreatedAt };
                var change = ChangeTo("change", 200, row) with
                {
                    Write = async (connection, _) =>
                        await Write(connection, next, ct) ? table.Show(next) : ResourceProblems.Stale(next.Version),
                };
                return await Commit(next, secrets, change, context, ct);
            },
            ct
        );

    public Task<Outcome<TResource>> Delete(WriteContext context, CancellationToken ct) =>
        Guarded(
            async () =>
            {
                if (Refusal(context) is { } refusal)
                {
                    return refusal;
                }

                var row = Existing!;
                var now = clock.UtcNow();
                var deleted = row with
                {
                    Epoch = row.Epoch + 1,
                    Version = row.Version + 1,
                    UpdatedAt = now,
                    DeletedAt = now,
                };
                var delete = ChangeTo("delete", 204, row) with
                {
                    IsDeletion = true,
                    Write = async (connection, _) =>
                        Noted(await table.Delete(connection, deleted, ct))
                            ? table.Show(deleted)
                            : ResourceProblems.Stale(deleted.Version),
                };
                return await Commit(table.KeepsDeleted ? deleted : null, _secrets, delete, context, ct);
            },
            ct
        );

    private async Task<Outcome<TResource>> Guarded(Func<Task<Outcome<TResource>>> change, CancellationToken ct)
    {
        try
        {
            if (IsStale)
            {
                await Load(_id, ct);
            }

            return await change();
        }
        catch (NpgsqlException exception)
        {
            IsStale = true;
            return DatabaseProblems.Of(exception);
        }
        catch (OperationCanceledException)
        {
            IsStale = true;
            throw;
        }
    }

    private Problem? Refusal(WriteContext context) =>
        Existing is not { } row ? ResourceProblems.Unknown(kind.Name, _id)
        : context.IfMatch is { } version && version != row.Version ? ResourceProblems.Stale(row.Version)
        : null;

    private async Task<bool> Write(NpgsqlConnection connection, ResourceRow<TSettings> row, CancellationToken ct) =>
        Noted(await table.Write(connection, row, ct));

    private bool Noted(bool written)
    {
        IsStale = !written;
        return written;
    }

    private async Task<Outcome<TResource>> Commit(
        ResourceRow<TSettings>? row,
        TSecrets? secrets,
        ConfigurationChange<TResource> change,
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

    private ResourceRow<TSettings> RowOf(TSettings settings, TSecrets? before, TSecrets secrets, DateTimeOffset now)
    {
        // A tombstone of the same id counts: what waits under its epoch must stay cancelled. Secrets that were lost and set
        // anew begin no epoch: what waits for them is delivered.
        var isNew = Existing is null;
        var isNewEpoch = isNew || (_row!.Settings.Enabled && !settings.Enabled);
        return new()
        {
            Id = _id,
            Settings = kind.Stored(settings, _id),
            Sealed = kind.IsEmpty(secrets) ? null : vault.Seal(secrets, kind.PlaceOf(_id)),
            SecretChangedAt =
                kind.HasNewSecret(settings, before, secrets) ? now
                : isNew ? null
                : _row!.SecretChangedAt,
            Epoch = (_row?.Epoch ?? 0) + (isNewEpoch ? 1 : 0),
            Version = (_row?.Version ?? 0) + 1,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private ConfigurationChange<TResource> ChangeTo(string verb, int status, ResourceRow<TSettings>? before) =>
        new()
        {
            Action = $"{kind.Name}.{verb}",
            Target = $"{kind.Name}/{_id}",
            Status = status,
            Before = before is null ? null : table.Show(before),
            WithoutSecret = kind.Hide,
            Write = (_, _) => throw new InvalidOperationException("Each change says how it is written."),
        };
}
