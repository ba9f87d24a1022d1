using Spectre.Console;

namespace Integration.Sandbox.Display;

/// <summary>Chooses the screen that fits where the output goes.</summary>
internal static class Screens
{
    // A file has no width: wide enough for the tables.
    private const int PlainWidth = 130;

    public static IScreen Create(TimeProvider time)
    {
        var console = AnsiConsole.Console;
        if (!Console.IsOutputRedirected && console.Profile.Capabilities.Interactive)
        {
            return new LiveScreen(console, Console.Out, Console.Error);
        }

        console.Profile.Width = PlainWidth;
        return new PlainScreen(console, Console.Out, Console.Error, time);
    }
}
