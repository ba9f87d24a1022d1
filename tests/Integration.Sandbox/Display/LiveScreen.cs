using Integration.Sandbox.Demo;
using Spectre.Console;

namespace Integration.Sandbox.Display;

/// <summary>A terminal: one table that lives.</summary>
internal sealed class LiveScreen(IAnsiConsole console, TextWriter output, TextWriter error)
    : Screen(console, output, error)
{
    public override Task Show(Func<Action<DemoSnapshot>, Task> work) =>
        Console
            .Live(new Text("the first events are on their way …"))
            // The summary that follows says the same and more.
            .AutoClear(true)
            .StartAsync(context => work(snapshot => context.UpdateTarget(Picture(snapshot, Console.Profile.Width))));

    // No line is as wide as the terminal: the ^C that it echoes would begin a line that nobody clears.
    private static Rows Picture(DemoSnapshot snapshot, int width) =>
        new Rows(
            new Markup($"[bold]{Markup.Escape(Tables.Status(snapshot, width))}[/]"),
            Tables.Subscribers(snapshot, width),
            Tables.Shop(snapshot.Shop, width),
            new Markup(
                snapshot.Phase == DemoRun.Settling
                    ? "[grey]Nothing more is sent; some is on its way. Ctrl-C ends the waiting.[/]"
                    : "[grey]p99: from the sender's request to the partner's socket. Ctrl-C ends it.[/]"
            )
        );
}
