using BenchmarkDotNet.Attributes;
using Integration.Calls;
using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Benchmarks.Micro;

/// <summary>
/// What the pipeline around a connector's calls costs: a call that succeeds at the first attempt, with a rate that gives each permit at
/// once.
/// </summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "MA0053",
    Justification = "BenchmarkDotNet derives from it."
)]
public class PipelineBenchmarks
{
    private static readonly AccountCredentials Account = new("account-1", "key", "secret") { AccessToken = "token" };
    private static readonly PlatformCall Request = new(
        "taobao",
        "item.get",
        static _ => new HttpRequestMessage(),
        static _ => null
    );

    private readonly InstantPlatform _platform = new();
    private PipelineTransport _pipeline = null!;

    [GlobalSetup]
    public void Build() =>
        _pipeline = new(
            _platform,
            new PipelineOptions(),
            new(part => part == typeof(IPlatformRates) ? _platform : null),
            new(null),
            TimeProvider.System,
            new Random(1)
        );

    [Benchmark(Baseline = true)]
    public async Task<bool> Transport() => (await _platform.Send(Account, Request, CancellationToken.None)).Succeeded;

    [Benchmark]
    public async Task<bool> Pipeline() => (await _pipeline.Send(Account, Request, CancellationToken.None)).Succeeded;
}
