using System.CommandLine;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.PlatformSync;

/// <summary><c>platform-sync</c>: reading a platform's products one call after the other, and through cache and batches.</summary>
internal static class PlatformSyncCommand
{
    private const double LeastRatio = 10;
    private const double LeastSaved = 0.9;

    public static Command Create()
    {
        var products = new Option<int>("--products") { Description = "Products", DefaultValueFactory = _ => 2_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often", DefaultValueFactory = _ => 3 };
        var latency = new Option<int>("--latency-ms")
        {
            Description = "How long the platform takes for an answer",
            DefaultValueFactory = _ => 20,
        };
        var write = new Option<string?>("--write") { Description = "Markdown file to write the result into" };
        var command = new Command("platform-sync", "2,000 products one by one, through cache and batches, and again");
        foreach (var option in (Option[])[products, rounds, latency, write])
        {
            command.Options.Add(option);
        }

        command.SetAction(
            (parsed, ct) =>
                Run(
                    new(
                        parsed.GetValue(products),
                        parsed.GetValue(rounds),
                        TimeSpan.FromMilliseconds(parsed.GetValue(latency))
                    ),
                    parsed.GetValue(write),
                    ct
                )
        );
        return command;
    }

    private static async Task<int> Run(PlatformSyncOptions options, string? reportFile, CancellationToken ct)
    {
        var rounds = new List<PlatformSyncRound>();
        for (var round = 0; round < options.Rounds; round++)
        {
            rounds.Add(await PlatformSyncRun.Once(options, ct));
        }

        var table = PlatformSyncTable.Of(options, rounds);
        Console.WriteLine(table);
        ReportFile.Write(reportFile, "platform-sync", table);
        var good = rounds.TrueForAll(static one => one.Ratio >= LeastRatio && one.Saved >= LeastSaved);
        return good ? 0 : 1;
    }
}
