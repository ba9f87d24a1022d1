using Integration.Sandbox.Demo;
using Spectre.Console;

namespace Integration.Sandbox.Display;

/// <summary>No terminal: two lines each two seconds, and the tables at the end.</summary>
internal sealed class PlainScreen(IAnsiConsole console, TextWriter output, TextWriter error, TimeProvider time)
    : Screen(console, output, error)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.9);

    public override Task Show(Func<Action<DemoSnapshot>, Task> work)
    {
        long? last = null;
        return work(snapshot =>
        {
            if (last is null || time.GetElapsedTime(last.Value) >= Interval)
            {
                last = time.GetTimestamp();
                Output.WriteLine(Tables.Status(snapshot, int.MaxValue));
                Output.WriteLine($"  {Tables.Status(snapshot.Shop)}");
            }
        });
    }
}
