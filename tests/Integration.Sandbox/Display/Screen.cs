using Integration.Sandbox.Demo;
using Spectre.Console;

namespace Integration.Sandbox.Display;

/// <summary>What both screens share: invitation, summary, single lines.</summary>
internal abstract class Screen(IAnsiConsole console, TextWriter output, TextWriter error) : IScreen
{
    protected IAnsiConsole Console => console;

    protected TextWriter Output => output;

    /// <summary>Written as they are: a line that the console broke could not be pasted.</summary>
    public void Begin(IReadOnlyList<(string Label, string Line)> lines)
    {
        foreach (var (label, line) in lines)
        {
            output.WriteLine(label.Length == 0 ? line : $"{label, -6} {line}");
        }
    }

    public abstract Task Show(Func<Action<DemoSnapshot>, Task> work);

    public void Summarise(DemoSnapshot last)
    {
        console.Write(Tables.Sources(last));
        console.Write(Tables.Subscribers(last, console.Profile.Width));
        console.Write(Tables.Shop(last.Shop, console.Profile.Width));
        foreach (var line in Verdict.Lines(last))
        {
            output.WriteLine(line);
        }

        console.MarkupLine(
            last.IsGood
                ? "[green]All that was acknowledged was delivered or is accounted for; the copy of the shop is the shop.[/]"
            : last.Acknowledged == 0 ? "[red]Nothing was acknowledged.[/]"
            : "[red]Not everything is accounted for.[/]"
        );
    }

    public void Say(string line) => output.WriteLine(line);

    public void Fault(string text) => error.WriteLine(text);
}
