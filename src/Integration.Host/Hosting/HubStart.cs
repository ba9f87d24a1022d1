using System.Security.Cryptography;
using Integration.CommandLine;
using Integration.EmbeddedPostgres;
using Integration.Keys;
using Integration.Migrations;
using Integration.Secrets;
using Npgsql;

namespace Integration.Hosting;

/// <summary>The life of the process: database, keys, application, and back again in the other order.</summary>
internal sealed class HubStart(HostArguments arguments, IConfiguration configuration, TextWriter error)
{
    // Its errors name the setting, the value and the type.
    private const string ConfigurationBinder = "Microsoft.Extensions.Configuration.Binder";
    private const string KeysFile = "keys";

    /// <summary>Runs until the process is asked to stop; returns its exit code.</summary>
    public async Task<int> Run()
    {
        using var logging = LoggerFactory.Create(builder => builder.AddJsonConsole());
        var given = configuration.GetConnectionString("Postgres");
        if (Faults(given) is { Count: > 0 } faults)
        {
            faults.ForEach(error.WriteLine);
            return ExitCodes.Usage;
        }

        await using var server = given is null ? Server(logging) : null;
        if (
            server is not null
            && await server.Start(arguments.DataDirectory, configuration["PG_BINDIR"], default) is { } failure
        )
        {
            given = arguments.NewKey is null ? null : DatabaseOfTheHostThatRuns(failure);
            if (given is null)
            {
                await error.WriteLineAsync(failure.Message);
                return failure.Kind == EmbeddedPostgresFailureKind.FolderInUse
                    ? ExitCodes.Usage
                    : ExitCodes.DatabaseUnavailable;
            }
        }

        if (ReadKeys() is not { } keys)
        {
            return ExitCodes.Usage;
        }

        var settings = new HubSettings
        {
            Role = arguments.Role,
            Urls = string.Join(';', arguments.Urls),
            DataDirectory = arguments.DataDirectory,
            ConnectionString = given ?? server!.ConnectionString,
            OwnsDatabase = given is null,
            Keys = keys,
            Overrides = arguments.Settings,
        };
        return await Explained(() =>
            arguments.NewKey is { } request ? CreateKey(settings, request) : Serve(settings, server)
        );
    }

    private static EmbeddedPostgresServer Server(ILoggerFactory logging) =>
        new(
            new EmbeddedPostgresOptions(),
            TimeProvider.System,
            new Random(),
            logging.CreateLogger<EmbeddedPostgresServer>()
        );

    private static async Task<int> Serve(HubSettings settings, EmbeddedPostgresServer? server)
    {
        await using var app = HubApplication.Build(settings);
        await HubPreparation.Run(app.Services, settings, CancellationToken.None);
        if (server is not null)
        {
            StopWhenTheDatabaseIsGone(app, server);
        }

        await app.RunAsync();
        return server is { Exited: { IsCompleted: true } } ? ExitCodes.DatabaseUnavailable : ExitCodes.Success;
    }

    // What is no bug of ours is told in one line.
    private async Task<int> Explained(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException invalid)
        {
            foreach (var fault in invalid.Failures)
            {
                await error.WriteLineAsync(fault);
            }

            return ExitCodes.Usage;
        }
        catch (InvalidOperationException unreadable) when (unreadable.Source == ConfigurationBinder)
        {
            await error.WriteLineAsync(unreadable.Message);
            return ExitCodes.Usage;
        }
        catch (Exception inUse) when (PortFault.Of(inUse) is { } fault)
        {
            await error.WriteLineAsync(fault);
            return ExitCodes.Usage;
        }
        catch (SchemaTooNewException newer)
        {
            await error.WriteLineAsync(newer.Message);
            return ExitCodes.DatabaseUnavailable;
        }
        catch (Exception unavailable) when (unavailable is NpgsqlException or MigrationException)
        {
            await error.WriteLineAsync(
                $"The database cannot be had: {unavailable.Message} {unavailable.InnerException?.Message}"
            );
            return ExitCodes.DatabaseUnavailable;
        }
    }

    private async Task<int> CreateKey(HubSettings settings, KeyRequest request)
    {
        await using var app = HubApplication.Build(settings);
        await HubPreparation.Migrate(app.Services, CancellationToken.None);
        var made = await KeyCreation.Create(app.Services, request.Role, request.Name, CancellationToken.None);
        if (made.Succeeded)
        {
            await Console.Out.WriteLineAsync(made.Value.Key);
            return ExitCodes.Success;
        }

        await error.WriteLineAsync(made.Problem.Detail);
        return ExitCodes.Usage;
    }

    // A key is made beside the host that uses the folder, in the database that it runs; null where that cannot be reached.
    private string? DatabaseOfTheHostThatRuns(EmbeddedPostgresFailure failure)
    {
        var folder = DataFolder.Open(arguments.DataDirectory);
        return
            failure.Kind == EmbeddedPostgresFailureKind.FolderInUse
            && LoopbackPort.Remembered(folder.PortFile) is { } port
            && KeyFile.Read(folder.PasswordFile).Text is { } password
            ? PostgresConnection.To(port, password)
            : null;
    }

    // A supervisor starts the process again; without its database it could only refuse.
    private static void StopWhenTheDatabaseIsGone(WebApplication app, EmbeddedPostgresServer server) =>
        _ = server.Exited.ContinueWith(_ => app.Lifetime.StopApplication(), TaskScheduler.Default);

    private List<string> Faults(string? connectionString)
    {
        var faults = new List<string>();
        if (arguments.Role != HostRole.All && connectionString is null)
        {
            faults.Add("This role needs a database: set ConnectionStrings__Postgres.");
        }

        if (
            arguments.Role != HostRole.All
            && configuration["Integration:Keys"] is null
            && configuration["Integration:KeysFile"] is null
        )
        {
            faults.Add("This role needs the cluster's shared key: set Integration__Keys or Integration__KeysFile.");
        }

        return faults;
    }

    // An id of its own for each key: should a lost key file be found again, its line is added to the new one and both open.
    private static string NewKeyId() => $"k{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    private KeyRing? ReadKeys()
    {
        if (arguments.NewKey is not null)
        {
            // An API key is stored as a hash: no secret is sealed, and making one must leave no other key behind.
            return KeyRing.Parse(KeyRing.CreateText(NewKeyId()));
        }

        try
        {
            if (configuration["Integration:Keys"] is { } text)
            {
                return KeyRing.Parse(text);
            }

            var file = configuration["Integration:KeysFile"] is { } path
                ? KeyFile.Read(path)
                : KeyFile.ReadOrCreate(
                    Path.Combine(arguments.DataDirectory, KeysFile),
                    () => KeyRing.CreateText(NewKeyId()).TrimEnd()
                );
            if (file.Text is not null)
            {
                return KeyRing.Parse(file.Text);
            }

            error.WriteLine(file.Fault);
        }
        catch (FormatException invalid)
        {
            error.WriteLine($"The key-encryption keys cannot be read: {invalid.Message}");
        }

        return null;
    }
}
