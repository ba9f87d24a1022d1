using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Secrets;
using Integration.Time;

namespace Integration.Intake;

/// <summary>The configuration of one source: loaded once, checked, changed and written. Lives inside its grain.</summary>
internal sealed class SourceDesk(
    SourceStore store,
    ConfigurationTransaction transaction,
    SecretVault vault,
    DatabaseClock clock
)
{
    private SourceRow? _row;
    private string[] _secrets = [];
    private string _id = "";

    private string Target => $"source/{_id}";

    /// <summary>What requests use; null when there is no such source.</summary>
    public SourceRuntime? Runtime { get; private set; }

    public async Task Load(string id, CancellationToken ct)
    {
        _id = id;
        Take(await store.Find(id, ct));
    }

    public async Task<Outcome<SourceResource>> Create(
        SourceSettings settings,
        WriteContext context,
        CancellationToken ct
    )
    {
        var compiled = SourceRules.Compile(settings, settings.Secrets ?? []);
        if (!compiled.Succeeded)
        {
            return compiled.Problem;
        }

        var now = clock.UtcNow();
        var row = RowOf(settings, settings.Secrets ?? [], now) with
        {
            SecretChangedAt = settings.Secrets is { Length: > 0 } ? now : null,
        };
        var taken = _row is not null;
        return await Commit(
            row,
            new ConfigurationChange<SourceResource>
            {
                Action = "source.create",
                Target = Target,
                Status = 201,
                Write = async (connection, _) =>
                    taken || await SourceStore.IsNameOfApiKey(connection, _id, ct) ? SourceProblems.Taken(_id)
                    : await SourceStore.Write(connection, row, ct) ? row.ToResource()
                    : SourceProblems.Taken(_id),
            },
            context,
            ct
        );
    }

    public async Task<Outcome<SourceResource>> Change(byte[] patch, WriteContext context, CancellationToken ct)
    {
        if (_row is not { } row)
        {
            return SourceProblems.Unknown(_id);
        }

        if (context.IfMatch is { } version && version != row.Version)
        {
            return SourceProblems.Stale(row.Version);
        }

        var patched = SettingsPatch.Apply(row.Settings, patch);
        if (!patched.Succeeded)
        {
            return patched.Problem;
        }

        if (patched.Value.Id != _id)
        {
            return SourceProblems.IdChanged;
        }

        var secrets = patched.Value.Secrets ?? _secrets;
        var compiled = SourceRules.Compile(patched.Value, secrets);
        return compiled.Succeeded ? await Write(row, patched.Value, secrets, context, ct) : compiled.Problem;
    }

    public async Task<Outcome<SourceResource>> Delete(WriteContext context, CancellationToken ct)
    {
        if (_row is not { } row)
        {
            return SourceProblems.Unknown(_id);
        }

        if (context.IfMatch is { } version && version != row.Version)
        {
            return SourceProblems.Stale(row.Version);
        }

        return await Commit(
            null,
            new ConfigurationChange<SourceResource>
            {
                Action = "source.delete",
                Target = Target,
                Status = 204,
                Before = row.ToResource(),
                IsDeletion = true,
                Write = async (connection, _) =>
                    await SourceStore.Delete(connection, _id, row.Version, ct)
                        ? row.ToResource()
                        : SourceProblems.Stale(row.Version),
            },
            context,
            ct
        );
    }

    private Task<Outcome<SourceResource>> Write(
        SourceRow row,
        SourceSettings settings,
        string[] secrets,
        WriteContext context,
        CancellationToken ct
    )
    {
        var now = clock.UtcNow();
        var next = RowOf(settings, secrets, now) with
        {
            CreatedAt = row.CreatedAt,
            SecretChangedAt = settings.Secrets is null ? row.SecretChangedAt : now,
        };
        var change = new ConfigurationChange<SourceResource>
        {
            Action = "source.change",
            Target = Target,
            Status = 200,
            Before = row.ToResource(),
            Write = async (connection, _) =>
                await SourceStore.Write(connection, next, ct) ? next.ToResource() : SourceProblems.Stale(row.Version),
        };
        return Commit(next, change, context, ct);
    }

    private async Task<Outcome<SourceResource>> Commit(
        SourceRow? row,
        ConfigurationChange<SourceResource> change,
        WriteContext context,
        CancellationToken ct
    )
    {
        var outcome = await transaction.Run(context, change, ct);
        if (outcome is { Succeeded: true, Replayed: false })
        {
            Take(row);
        }

        return outcome;
    }

    private SourceRow RowOf(SourceSettings settings, string[] secrets, DateTimeOffset now) =>
        new()
        {
            Id = _id,
            Settings = settings with { Id = _id, Secrets = null },
            Sealed = secrets.Length == 0 ? null : vault.Seal(new SourceSecrets(secrets), SourceSecrets.PlaceOf(_id)),
            Version = (_row?.Version ?? 0) + 1,
            CreatedAt = now,
            UpdatedAt = now,
        };

    private void Take(SourceRow? row)
    {
        _row = row;
        _secrets = row?.Sealed is { } blob ? vault.Open<SourceSecrets>(blob, SourceSecrets.PlaceOf(_id)).Secrets : [];
        Runtime = row is null ? null : SourceRules.Compile(row.Settings, _secrets).Value;
    }
}
