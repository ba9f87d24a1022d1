using System.CommandLine;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.ClusterChaos;

/// <summary><c>cluster-chaos</c>: strikes at the processes of a cluster under load, and counts.</summary>
internal static class ClusterChaosCommand
{
    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "How long events are sent",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<int> Every = new("--every")
    {
        Description = "Seconds between two strikes",
        DefaultValueFactory = _ => 30,
    };

    private static readonly Option<int> Rate = new("--rate")
    {
        Description = "Events a second",
        DefaultValueFactory = _ => 200,
    };

    private static readonly Option<int> Subscribers = new("--subscribers")
    {
        // Odd, so that by turns each subscriber's events take both gateways.
        Description = "Among whom the events are shared out",
        DefaultValueFactory = _ => 31,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Of who is struck and how",
        DefaultValueFactory = _ => Environment.TickCount & 0xFFFF,
    };

    private static readonly Option<StrikeKind[]> Kinds = new("--kinds")
    {
        Description = "The strikes to choose from",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => Enum.GetValues<StrikeKind>(),
    };

    private static readonly Option<bool> Database = new("--database")
    {
        Description = "Kill the database once, in the middle",
        DefaultValueFactory = _ => true,
    };

    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command(
            "cluster-chaos",
            "kill, hang and stop processes of a cluster under load: nothing is lost"
        );
        foreach (var option in (Option[])[Minutes, Every, Rate, Subscribers, Seed, Kinds, Database])
        {
            command.Options.Add(option);
        }

        common.AddTo(command);
        command.SetAction(
            (parsed, ct) =>
                Run(
                    new ClusterScript(
                        common.HostPath(parsed),
                        HostFiles.NewFolder(common.WorkFolder(parsed)),
                        common.Port(parsed)
                    ),
                    new ClusterChaosOptions(
                        TimeSpan.FromMinutes(parsed.GetValue(Minutes)),
                        TimeSpan.FromSeconds(parsed.GetValue(Every)),
                        parsed.GetValue(Rate),
                        parsed.GetValue(Subscribers),
                        parsed.GetValue(Seed),
                        parsed.GetRequiredValue(Kinds),
                        parsed.GetValue(Database)
                    ),
                    common.ReportFile(parsed),
                    ct
                )
        );
        return command;
    }

    private static async Task<int> Run(
        ClusterScript cluster,
        ClusterChaosOptions options,
        string? reportFile,
        CancellationToken ct
    )
    {
        await using var owned = cluster;
        using var run = new ClusterChaosRun(cluster, options);
        var figures = await run.Run(ct);
        var table = ClusterChaosTable.Of(options, figures);
        Console.WriteLine(table);
        ReportFile.Write(reportFile, "cluster-chaos", table);
        return figures.Lost == 0 && figures.Wrong == 0 ? 0 : 1;
    }
}
