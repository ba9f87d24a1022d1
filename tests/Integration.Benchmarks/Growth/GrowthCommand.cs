using System.CommandLine;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Growth;

/// <summary><c>growth</c>: what ten million delivered events in the tables change.</summary>
internal static class GrowthCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var (events, days) = (FillCommand.Events(), FillCommand.Days());
        var command = new Command("growth", "Throughput, p99 and every list, empty and full; a day dropped under load");
        command.Options.Add(events);
        command.Options.Add(days);
        common.AddTo(command);
        command.SetAction(
            (parsed, ct) =>
                Run(
                    NewHub(common, parsed, 0),
                    NewHub(common, parsed, 1),
                    new FillOptions(parsed.GetValue(events), parsed.GetValue(days)),
                    common.ReportFile(parsed),
                    ct
                )
        );
        return command;
    }

    private static Hub NewHub(CommonOptions common, ParseResult parsed, int number) =>
        new(
            common.HostPath(parsed),
            HostFiles.NewFolder(common.WorkFolder(parsed)),
            common.Port(parsed) + number,
            common.Settings(parsed)
        );

    private static async Task<int> Run(
        Hub small,
        Hub grown,
        FillOptions options,
        string? reportFile,
        CancellationToken ct
    )
    {
        await using var first = small;
        await using var second = grown;
        using var run = new GrowthRun(small, grown, options);
        var (empty, full, dropping) = await run.Run(ct);
        var table = GrowthTable.Of(options, empty, full, dropping);
        var faults = GrowthTable.Faults(empty, full, dropping);
        Console.WriteLine(table);
        Console.WriteLine(faults.Count == 0 ? "all within the aims" : string.Join('\n', faults));
        Console.WriteLine($"lost {run.Lost}");
        ReportFile.Write(reportFile, "growth", table);
        return faults.Count == 0 && run.Lost == 0 ? 0 : 1;
    }
}
