using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Integration.Benchmarks.Micro;

/// <summary><c>micro</c>: the pieces of the hot path, one by one, with BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    private static readonly Type[] Benchmarks =
    [
        typeof(SignatureBenchmarks),
        typeof(BodyBenchmarks),
        typeof(MappingBenchmarks),
        typeof(RoutingBenchmarks),
        typeof(PipelineBenchmarks),
    ];

    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Which, by BenchmarkDotNet's pattern",
            DefaultValueFactory = _ => "*",
        };
        var full = new Option<bool>("--full") { Description = "Longer runs, smaller errors" };
        var command = new Command(
            "micro",
            "Signing, verifying, bodies, mapping, routing, the pipeline of calls: time and memory of each"
        );
        command.Options.Add(filter);
        command.Options.Add(full);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(filter), parsed.GetValue(full)));
        return command;
    }

    private static int Run(string filter, bool full)
    {
        // In this process: a project made by BenchmarkDotNet would be built under this repository's rules, and fail them.
        var job = (full ? Job.MediumRun : Job.ShortRun).WithToolchain(
            new InProcessEmitToolchain(TimeSpan.FromMinutes(5), logOutput: false)
        );
        var config = ManualConfig
            .Create(DefaultConfig.Instance)
            .AddJob(job)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "integration-micro"));
        var summaries = BenchmarkSwitcher.FromTypes(Benchmarks).Run(["--filter", filter], config);
        return summaries.Any() && summaries.All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1;
    }
}
