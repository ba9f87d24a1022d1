using Integration.Access;
using Integration.CommandLine;
using Integration.Keys;
using Integration.Problems;
using Integration.Time;

namespace Integration.Hosting;

/// <summary>Makes API keys without a running cluster: the first administrator's, and those of <c>create-key</c>.</summary>
internal static partial class KeyCreation
{
    private const string AdministratorFile = "admin.key";
    private const string AdministratorName = "administrator";

    /// <summary>Makes a key and writes it into the audit.</summary>
    public static async Task<Outcome<ApiKeyResource>> Create(
        IServiceProvider services,
        Role role,
        string? name,
        CancellationToken ct
    )
    {
        var clock = services.GetRequiredService<DatabaseClock>();
        var id = services.GetRequiredService<IIdGenerator>().NewId(clock.UtcNow());
        var draft = new ApiKeyDraft(name ?? $"{role.ToString().ToLowerInvariant()}-{id:N}"[..24], role, []);
        var transaction = ActivatorUtilities.CreateInstance<ConfigurationTransaction>(services);
        return await transaction.Run(new WriteContext("create-key", null), ApiKeyChanges.Create(draft, ct), ct);
    }

    /// <summary>
    /// At the first start of a folder: makes the administrator key, keeps it in a file that only its owner reads, and says
    /// where that is, never what it is.
    /// </summary>
    public static async Task EnsureAdministrator(IServiceProvider services, HubSettings settings, CancellationToken ct)
    {
        var path = Path.Combine(settings.DataDirectory, AdministratorFile);
        if (settings.Role != HostRole.All || File.Exists(path))
        {
            return;
        }

        var made = await Create(services, Role.Administrator, AdministratorName, ct);
        if (made.Problem is { Status: 409 })
        {
            // The file was lost, the key is not: a second one gets a name of its own.
            made = await Create(services, Role.Administrator, null, ct);
        }

        var logger = services.GetRequiredService<ILogger<HubSettings>>();
        var written = made.Succeeded ? KeyFile.Create(path, made.Value.Key!) : null;
        if (written is { Created: true })
        {
            LogMade(logger, Path.GetFullPath(path));
        }
        else
        {
            LogNotMade(logger, written?.Fault ?? made.Problem!.Detail);
        }
    }

    [LoggerMessage(LogLevel.Information, "The administrator key lies in {Path}")]
    private static partial void LogMade(ILogger logger, string path);

    [LoggerMessage(LogLevel.Error, "No administrator key was made: {Fault}")]
    private static partial void LogNotMade(ILogger logger, string fault);
}
