using System.Globalization;
using System.Runtime.InteropServices;

namespace Integration.Benchmarks.Reports;

/// <summary>Where and when a benchmark ran.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return $"{Processor()}, {Environment.ProcessorCount} cores, {memory} GiB, {RuntimeInformation.FrameworkDescription}, {date}.";
    }

    private static string Processor()
    {
        const string Name = "model name";
        var line = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(text => text.StartsWith(Name, StringComparison.Ordinal));
        return line?[(line.IndexOf(':') + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
