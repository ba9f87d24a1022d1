using System.CommandLine;
using Integration.Benchmarks.Baseline;
using Integration.Benchmarks.Chaos;
using Integration.Benchmarks.ClusterChaos;
using Integration.Benchmarks.Comparison;
using Integration.Benchmarks.Growth;
using Integration.Benchmarks.Isolation;
using Integration.Benchmarks.Micro;
using Integration.Benchmarks.PlatformSync;
using Integration.Benchmarks.ShopSync;

var root = new RootCommand("Benchmarks of the hub; see tests/Integration.Benchmarks/README.md")
{
    CompareCommand.Create(),
    CompareCommand.CreateForCluster(),
    IsolationCommand.Create(),
    ChaosCommand.Create(),
    ClusterChaosCommand.Create(),
    FillCommand.Create(),
    GrowthCommand.Create(),
    MicroCommand.Create(),
    PlatformSyncCommand.Create(),
    ShopSyncCommand.Create(),
    BaselineCommand.Create(),
};

// Ctrl-C: long enough to stop what was started and to remove its folders.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
return await root.Parse(args).InvokeAsync(invocation);
