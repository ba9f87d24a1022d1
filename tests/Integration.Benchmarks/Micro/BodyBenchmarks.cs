using System.Buffers;
using BenchmarkDotNet.Attributes;
using Integration.Formats;

namespace Integration.Benchmarks.Micro;

/// <summary>Writing an attempt's body.</summary>
[MemoryDiagnoser]
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design",
    "MA0053",
    Justification = "BenchmarkDotNet derives from it."
)]
public class BodyBenchmarks
{
    private readonly BodyFormats _formats = new(new WalletFormatOptions());
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private IBodyFormat _format = null!;

    [Params("standard", "cloudevents")]
    public string Format { get; set; } = "";

    [GlobalSetup]
    public void Find() => _format = _formats.Find(Format)!;

    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        _format.Write(Samples.Event, Samples.Event.Received, _output);
        return _output.WrittenCount;
    }
}
