using System.Diagnostics;

namespace Integration.Operations;

/// <summary>Runs programs as an operator does.</summary>
internal static class Script
{
    /// <summary>Runs a script of <c>deploy/</c>; the environment given replaces what stands there.</summary>
    public static Task<(int Code, string Output)> Deploy(
        string name,
        IReadOnlyDictionary<string, string>? environment,
        params string[] arguments
    ) => Run(Path.Combine(Repository.Folder, "deploy", name), environment, arguments);

    /// <summary>Runs a program to its end; output and errors together.</summary>
    public static async Task<(int Code, string Output)> Run(
        string program,
        IReadOnlyDictionary<string, string>? environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Folder,
        };
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
