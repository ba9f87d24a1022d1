using BenchmarkDotNet.Attributes;
using Integration.Mapping;

namespace Integration.Benchmarks.Micro;

/// <summary>Reading a payload and the event's attributes out of it.</summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "MA0053",
    Justification = "BenchmarkDotNet derives from it."
)]
public class MappingBenchmarks
{
    private readonly PayloadParser _parser = new(new PayloadLimits());
    private readonly EventMapping _mapping = Compile(
        new MappingExpressions
        {
            Type = "type",
            Id = "id",
            Subject = "order.number",
        }
    );
    private readonly EventMapping _expressions = Compile(
        new MappingExpressions { Type = "join('.', ['order', order.state])", Id = "id" }
    );

    [Benchmark(Baseline = true)]
    public int Parse()
    {
        using var payload = _parser.Parse("application/json", Samples.Payload).Document;
        return (int)payload!.Form;
    }

    [Benchmark]
    public string ParseAndReadPaths() => ParseAndRead(_mapping);

    [Benchmark]
    public string ParseAndReadExpressions() => ParseAndRead(_expressions);

    private string ParseAndRead(EventMapping mapping)
    {
        using var payload = _parser.Parse("application/json", Samples.Payload).Document;
        return mapping.Read(payload!, _ => null).Type;
    }

    private static EventMapping Compile(MappingExpressions expressions) =>
        EventMapping.TryCreate(expressions, out var mapping, out _)
            ? mapping
            : throw new InvalidOperationException("Not a mapping.");
}
