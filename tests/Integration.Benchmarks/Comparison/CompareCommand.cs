using System.CommandLine;
using Integration.Benchmarks.ClusterChaos;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Reports;

namespace Integration.Benchmarks.Comparison;

/// <summary><c>compare</c>: our host against the hand-written relay, in turns on the same machine.</summary>
internal static class CompareCommand
{
    public static Command Create() =>
        Create("compare", "Throughput, latency, processor time and memory against a hand-written relay", Run);

    /// <summary>The same phases with gateway and silos apart.</summary>
    public static Command CreateForCluster() =>
        Create("compare-cluster", "Gateway and silo apart, one silo and two, against a hand-written relay", RunCluster);

    private static Command Create(
        string name,
        string description,
        Func<CompareOptions, string?, CancellationToken, Task<int>> run
    )
    {
        var common = new CommonOptions();
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each program runs",
            DefaultValueFactory = _ => 3,
        };
        var warmUp = new Option<int>("--warm-up") { Description = "Events first", DefaultValueFactory = _ => 20_000 };
        var burst = new Option<int>("--burst") { Description = "Events at once", DefaultValueFactory = _ => 20_000 };
        var connections = new Option<int>("--connections")
        {
            Description = "Connections of the burst",
            DefaultValueFactory = _ => 64,
        };
        var rate = new Option<int>("--rate") { Description = "Events a second", DefaultValueFactory = _ => 300 };
        var seconds = new Option<int>("--seconds") { Description = "For so long", DefaultValueFactory = _ => 30 };
        var idle = new Option<int>("--idle") { Description = "Seconds of rest", DefaultValueFactory = _ => 10 };
        var hostOnly = new Option<bool>("--host-only") { Description = "Leave the relay out" };
        var command = new Command(name, description);
        foreach (var option in (Option[])[rounds, warmUp, burst, connections, rate, seconds, idle, hostOnly])
        {
            command.Options.Add(option);
        }

        common.AddTo(command);
        command.SetAction(
            (parsed, ct) =>
                run(
                    new CompareOptions
                    {
                        HostPath = common.HostPath(parsed),
                        WorkFolder = common.WorkFolder(parsed),
                        Port = common.Port(parsed),
                        Settings = common.Settings(parsed),
                        Rounds = parsed.GetValue(rounds),
                        WarmUp = parsed.GetValue(warmUp),
                        Burst = parsed.GetValue(burst),
                        Connections = parsed.GetValue(connections),
                        Rate = parsed.GetValue(rate),
                        RateFor = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                        IdleFor = TimeSpan.FromSeconds(parsed.GetValue(idle)),
                        HostOnly = parsed.GetValue(hostOnly),
                    },
                    common.ReportFile(parsed),
                    ct
                )
        );
        return command;
    }

    private static async Task<int> Run(CompareOptions options, string? reportFile, CancellationToken ct)
    {
        var host = new List<RoundFigures>();
        var baseline = new List<RoundFigures>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            host.Add(await RunOne(Host(options), options, round, ct));
            if (!options.HostOnly)
            {
                baseline.Add(await RunOne(Baseline(options), options, round, ct));
            }
        }

        var table = CompareTable.Of(options, host, baseline);
        Console.WriteLine(table);
        ReportFile.Write(reportFile, "compare", table);
        return host.Concat(baseline).All(one => one is { Lost: 0, Repeated: 0, Wrong: 0 }) ? 0 : 1;
    }

    private static async Task<int> RunCluster(CompareOptions options, string? reportFile, CancellationToken ct)
    {
        var one = new List<RoundFigures>();
        var two = new List<RoundFigures>();
        var baseline = new List<RoundFigures>();
        var twoRelays = new List<RoundFigures>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            one.Add(await RunOne(Cluster(options, silos: 1), options, round, ct));
            baseline.Add(await RunOne(Baseline(options), options, round, ct));
            // Each silo, and each relay, gets the warm-up that the single one got.
            var twice = options with
            {
                WarmUp = 2 * options.WarmUp,
            };
            two.Add(await RunOne(Cluster(options, silos: 2), twice, round, ct));
            twoRelays.Add(await RunOne(Baseline(options, relays: 2), twice, round, ct));
        }

        var table = ClusterTable.Of(options, one, two, baseline, twoRelays);
        Console.WriteLine(table);
        ReportFile.Write(reportFile, "compare-cluster", table);
        return one.Concat(two).Concat(baseline).Concat(twoRelays).All(run => run is { Lost: 0, Repeated: 0, Wrong: 0 })
            ? 0
            : 1;
    }

    private static ClusterHub Cluster(CompareOptions options, int silos)
    {
        var port = options.Port + 2;
        var folder = HostFiles.NewFolder(options.WorkFolder);
        return new ClusterHub(new ClusterScript(options.HostPath, folder, port, silos, gateways: 1), port, silos);
    }

    private static Hub Host(CompareOptions options) =>
        new(options.HostPath, HostFiles.NewFolder(options.WorkFolder), options.Port, options.Settings);

    private static BaselineHost Baseline(CompareOptions options, int relays = 1) =>
        new(HostFiles.NewFolder(options.WorkFolder), options.Port + 1, relays);

    private static async Task<RoundFigures> RunOne(
        IProgramUnderTest program,
        CompareOptions options,
        int round,
        CancellationToken ct
    )
    {
        await using var owned = program;
        using var run = new ProgramRun(program, options);
        var figures = await run.Run(ct);
        Console.WriteLine($"round {round} {program.Name, -8} {CompareTable.Line(figures)}");
        return figures;
    }
}
