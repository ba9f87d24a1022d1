using System.Diagnostics;

namespace Integration.Counterparts;

/// <summary>The receiver libraries of npm, installed once into a folder under the system's temporary folder.</summary>
internal static class NpmPackages
{
    private static readonly string[] s_packages = ["standardwebhooks@1.1.1", "svix@1.99.1"];

    /// <summary>Whether node and npm are there.</summary>
    public static bool HasNode => Find("node") is not null && Find("npm") is not null;

    /// <summary>The folder with <c>node_modules</c>; null, with the reason, where they cannot be had.</summary>
    public static async Task<(string? Folder, string Reason)> Install(CancellationToken ct)
    {
        if (!HasNode)
        {
            return (null, "node and npm are not installed here");
        }

        var folder = Path.Combine(
            Path.GetTempPath(),
            $"integration-npm-{string.Join('-', s_packages).Replace('@', '-')}"
        );
        if (Directory.Exists(Path.Combine(folder, "node_modules", "svix")))
        {
            return (folder, "");
        }

        var making = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        string[] arguments =
        [
            "install",
            "--prefix",
            making,
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            .. s_packages,
        ];
        using var npm = Process.Start(
            new ProcessStartInfo("npm", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = npm.StandardError.ReadToEndAsync(ct);
        await npm.StandardOutput.ReadToEndAsync(ct);
        await npm.WaitForExitAsync(ct);
        if (npm.ExitCode != 0)
        {
            Directory.Delete(making, recursive: true);
            return (null, $"npm could not install {string.Join(' ', s_packages)}: {await error}");
        }

        Directory.Move(making, folder);
        return (folder, "");
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariables()["PATH"] as string ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
