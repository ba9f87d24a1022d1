using System.CommandLine;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Isolation;

/// <summary><c>isolation</c>: what bad subscribers do to the healthy ones.</summary>
internal static class IsolationCommand
{
    private const double MostRatio = 1.5;

    public static Command Create()
    {
        var common = new CommonOptions();
        var rounds = new Option<int>("--rounds") { Description = "How often", DefaultValueFactory = _ => 3 };
        var rate = new Option<int>("--rate") { Description = "Events a second", DefaultValueFactory = _ => 40 };
        var seconds = new Option<int>("--seconds") { Description = "Of each phase", DefaultValueFactory = _ => 20 };
        var command = new Command("isolation", "p99 of 20 healthy subscribers with and without three bad ones");
        foreach (var option in (Option[])[rounds, rate, seconds])
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
                    new IsolationOptions(
                        parsed.GetValue(rounds),
                        parsed.GetValue(rate),
                        TimeSpan.FromSeconds(parsed.GetValue(seconds))
                    ),
                    common.ReportFile(parsed),
                    ct
                )
        );
        return command;
    }

    private static async Task<int> Run(Hub hub, IsolationOptions options, string? reportFile, CancellationToken ct)
    {
        await using var owned = hub;
        using var run = new IsolationRun(hub, options);
        var (without, with) = await run.Run(ct);
        var ratio = Medians.Of(with.Select(phase => phase.P99)).Middle / Medians.Of(without.Select(p => p.P99)).Middle;
        var table = IsolationTable.Of(options, without, with, ratio, MostRatio);
        Console.WriteLine(table);
        Console.WriteLine($"lost {run.Lost}, repeated {run.Repeated}");
        ReportFile.Write(reportFile, "isolation", table);
        return ratio <= MostRatio && run.Lost == 0 ? 0 : 1;
    }
}
