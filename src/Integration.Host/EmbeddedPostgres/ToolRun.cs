using System.ComponentModel;
using System.Diagnostics;

namespace Integration.EmbeddedPostgres;

/// <summary>The end of a short program of the system, such as <c>initdb</c> or <c>id</c>.</summary>
/// <param name="ExitCode">Its exit code; 127 when it is not there.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The exit code of a shell for a program that is not there.</summary>
    public const int NotFound = 127;

    /// <summary>Runs a program to its end; it is killed when <paramref name="cancellation"/> is.</summary>
    public static async Task<ToolRun> Run(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            return new ToolRun(NotFound, "", missing.Message);
        }

        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ToolRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>How we start any program: pipes for all three streams, no PostgreSQL variables of the caller.</summary>
    public static ProcessStartInfo StartInfo(IReadOnlyList<string> command)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };

        // PGDATA, PGPORT and the like would speak into the settings that we give.
        foreach (
            var name in info.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList()
        )
        {
            info.Environment.Remove(name);
        }

        info.Environment["LC_ALL"] = "C";
        return info;
    }
}
