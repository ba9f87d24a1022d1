using System.CommandLine;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Chaos;

/// <summary><c>chaos</c>: kills host and database under load, again and again, and counts.</summary>
internal static class ChaosCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var rounds = new Option<int>("--rounds") { Description = "Kills", DefaultValueFactory = _ => 20 };
        var rate = new Option<int>("--rate") { Description = "Events a second", DefaultValueFactory = _ => 200 };
        var concurrency = new Option<int>("--concurrency")
        {
            Description = "Of the subscriber",
            DefaultValueFactory = _ => 64,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Of the instants of the kills",
            DefaultValueFactory = _ => Environment.TickCount & 0xFFFF,
        };
        var command = new Command("chaos", "kill -9 of host and database under load: nothing acknowledged is lost");
        foreach (var option in (Option[])[rounds, rate, concurrency, seed])
        {
            command.Options.Add(option);
        }

        common.AddTo(command);
        command.SetAction(
            (parsed, ct) =>
                Run(
                    new Hub(
                        common.HostPath(parsed),
                        HostFiles.NewFolder(common.WorkFolder(parsed)),
                        common.Port(parsed),
                        common.Settings(parsed)
                    ),
                    new ChaosOptions(
                        parsed.GetValue(rounds),
                        parsed.GetValue(rate),
                        parsed.GetValue(concurrency),
                        parsed.GetValue(seed)
                    ),
                    common.ReportFile(parsed),
                    ct
                )
        );
        return command;
    }

    private static async Task<int> Run(Hub hub, ChaosOptions options, string? reportFile, CancellationToken ct)
    {
        await using var owned = hub;
        using var run = new ChaosRun(hub, options);
        var figures = await run.Run(ct);
        var table = ChaosTable.Of(options, figures);
        Console.WriteLine(table);
        ReportFile.Write(reportFile, "chaos", table);
        return figures.Lost == 0 && figures.Wrong == 0 && figures.Repeated <= options.MostRepeats ? 0 : 1;
    }
}
