using System.CommandLine;

namespace Integration.Sandbox.CommandLine;

/// <summary>The verbs of the sandbox.</summary>
internal static class SandboxCommandLine
{
    /// <summary>Runs the verb that the arguments name; returns the exit code.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        var root = new RootCommand(
            "Systems outside of the hub, to try it with: senders that sign, partners that verify."
        )
        {
            DemoCommand.Create(),
            PlatformsCommand.Create(),
            ReceiveCommand.Create(),
            SendCommand.Create(),
        };
        var parsed = root.Parse(
            arguments,
            // A value that starts with @ is a value.
            new ParserConfiguration { ResponseFileTokenReplacer = null }
        );
        if (parsed.Errors.Count > 0)
        {
            return await Refuse(parsed.Errors.Select(fault => fault.Message));
        }

        // The verbs see to signals themselves.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    /// <summary>Says what is wrong with the arguments, all of it.</summary>
    public static async Task<int> Refuse(IEnumerable<string> faults)
    {
        foreach (var fault in faults.Distinct(StringComparer.Ordinal))
        {
            await Console.Error.WriteLineAsync(fault);
        }

        await Console.Error.WriteLineAsync("--help tells what may be given.");
        return ExitCodes.Usage;
    }
}
