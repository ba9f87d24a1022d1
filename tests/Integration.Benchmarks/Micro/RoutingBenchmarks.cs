using BenchmarkDotNet.Attributes;
using Integration.Delivery;

namespace Integration.Benchmarks.Micro;

/// <summary>Finding an event's subscribers.</summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "MA0053",
    Justification = "BenchmarkDotNet derives from it."
)]
public class RoutingBenchmarks
{
    private RoutingTable _table = RoutingTable.Empty;

    [Params(1, 1_000)]
    public int Subscribers { get; set; }

    [GlobalSetup]
    public void Fill() => _table = new RoutingTable(1, Enumerable.Range(0, Subscribers).Select(Route));

    [Benchmark]
    public int Match() => _table.Match("order.created", "bench").Count;

    // Half of them hear of one source only.
    private static SubscriberRoute Route(int number) =>
        new($"subscriber-{number}", 1, number % 3 == 0 ? ["product.*"] : ["order.*"], number % 2 == 0 ? [] : ["other"]);
}
