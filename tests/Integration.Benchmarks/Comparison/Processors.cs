using System.Diagnostics;
using Integration.Benchmarks.Hosts;

namespace Integration.Benchmarks.Comparison;

/// <summary>Processor time of the three that share the machine.</summary>
internal sealed record Processors(TimeSpan Program, TimeSpan Database, TimeSpan Generator)
{
    /// <summary>Spent until now.</summary>
    public static Processors Now(int program)
    {
        using var self = Process.GetCurrentProcess();
        return new(ProcessFigures.Processor(program), ProcessFigures.ProcessorBelow(program), self.TotalProcessorTime);
    }

    /// <summary>Spent since then.</summary>
    public Processors Since(Processors before) =>
        new(Program - before.Program, Database - before.Database, Generator - before.Generator);
}
