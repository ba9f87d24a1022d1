using System.CommandLine;
using Integration.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Benchmarks.Baseline;

/// <summary><c>baseline</c>: runs the hand-written relay until it is told to stop. Used by <c>compare</c>.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--data-dir") { Required = true, Description = "Folder of its database" };
        var urls = new Option<string>("--urls") { Required = true, Description = "Where it takes events" };
        var subscriber = new Option<string>("--subscriber") { Required = true, Description = "Where it pushes them" };
        var command = new Command("baseline", "Run the hand-written relay alone (compare starts it by itself)");
        foreach (var option in (Option[])[folder, urls, subscriber])
        {
            command.Options.Add(option);
        }

        command.SetAction(
            (parsed, _) =>
                Run(
                    parsed.GetRequiredValue(folder),
                    parsed.GetRequiredValue(urls),
                    new Uri(parsed.GetRequiredValue(subscriber))
                )
        );
        return command;
    }

    private static async Task<int> Run(string folder, string urls, Uri subscriber)
    {
        // The host's own server with the host's own settings: what is compared is the program, not the database.
        await using var server = new EmbeddedPostgresServer(
            new EmbeddedPostgresOptions(),
            TimeProvider.System,
            new Random(),
            NullLogger<EmbeddedPostgresServer>.Instance
        );
        var binaries = new ConfigurationBuilder().AddEnvironmentVariables().Build()["PG_BINDIR"];
        if (await server.Start(folder, binaries, CancellationToken.None) is { } failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 69;
        }

        await using var store = await RelayStore.Open(server.ConnectionString);
        await using var relay = new Relay(store, subscriber);
        await using var app = RelayEndpoint.Build(urls, relay);
        await app.RunAsync();
        return 0;
    }
}
