using System.CommandLine;
using Integration.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Benchmarks.Baseline;

/// <summary><c>baseline</c>: runs the hand-written relay until it is told to stop. Used by <c>compare</c>.</summary>
internal static class BaselineCommand
{
    /// <summary>The file in its folder that says where its database is, for a second relay beside it.</summary>
    public const string ConnectionFile = "connection.txt";

    public static Command Create()
    {
        var folder = new Option<string>("--data-dir") { Required = true, Description = "Folder of its database" };
        var database = new Option<string?>("--database")
        {
            Description = "Connection string of another relay's database, to share it",
        };
        var urls = new Option<string>("--urls") { Required = true, Description = "Where it takes events" };
        var subscriber = new Option<string>("--subscriber") { Required = true, Description = "Where it pushes them" };
        var command = new Command("baseline", "Run the hand-written relay alone (compare starts it by itself)");
        foreach (var option in (Option[])[folder, database, urls, subscriber])
        {
            command.Options.Add(option);
        }

        command.SetAction(
            (parsed, _) =>
            {
                var (url, partner) = (parsed.GetRequiredValue(urls), new Uri(parsed.GetRequiredValue(subscriber)));
                return parsed.GetValue(database) is { } shared
                    ? Serve(shared, isFirst: false, url, partner)
                    : Run(parsed.GetRequiredValue(folder), url, partner);
            }
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

        await File.WriteAllTextAsync(Path.Combine(folder, ConnectionFile), server.ConnectionString);
        return await Serve(server.ConnectionString, isFirst: true, urls, subscriber);
    }

    private static async Task<int> Serve(string database, bool isFirst, string urls, Uri subscriber)
    {
        await using var store = await RelayStore.Open(database, isFirst);
        await using var relay = new Relay(store, subscriber);
        await using var app = RelayEndpoint.Build(urls, relay);
        await app.RunAsync();
        return 0;
    }
}
