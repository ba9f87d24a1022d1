using System.Diagnostics;
using Integration.Benchmarks.Hosts;

namespace Integration.Benchmarks.Comparison;

/// <summary>Processor time of the three that share the machine.</summary>
internal sealed record Processors(TimeSpan Program, TimeSpan Gateways, TimeSpan Database, TimeSpan Generator)
{
    /// <summary>Spent until now.</summary>
    public static Processors Now(IProgramUnderTest program)
    {
        using var self = Process.GetCurrentProcess();
        return new(
            Sum(program.Processes),
            Sum(program.Gateways),
            ProcessFigures.ProcessorOf(program.Database),
            self.TotalProcessorTime
        );
    }

    /// <summary>Spent since then.</summary>
    public Processors Since(Processors before) =>
        new(
            Program - before.Program,
            Gateways - before.Gateways,
            Database - before.Database,
            Generator - before.Generator
        );

    private static TimeSpan Sum(IReadOnlyList<int> ids) =>
        ids.Aggregate(TimeSpan.Zero, (sum, id) => sum + ProcessFigures.Processor(id));
}
