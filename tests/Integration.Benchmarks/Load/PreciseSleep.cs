using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Integration.Benchmarks.Load;

/// <summary>
/// Sleeps until an instant of <see cref="Stopwatch"/>, to about 60 µs: the timers of .NET are a millisecond late, which is as
/// much as what is measured, and spinning would take a core from the programs under test.
/// </summary>
internal static partial class PreciseSleep
{
    private const int MonotonicClock = 1;
    private const int Absolute = 1;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Blocks the thread until <see cref="Stopwatch.GetTimestamp"/> reaches the instant.</summary>
    public static void Until(long timestamp)
    {
        // On Linux the stopwatch is the monotonic clock in nanoseconds.
        var due = new TimeSpec(timestamp / NanosecondsPerSecond, timestamp % NanosecondsPerSecond);
        while (Stopwatch.GetTimestamp() < timestamp)
        {
            _ = Sleep(MonotonicClock, Absolute, in due, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sleep(int clock, int flags, in TimeSpec due, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
