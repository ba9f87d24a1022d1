using System.Globalization;

namespace Integration.Benchmarks.Hosts;

/// <summary>Where things are: the repository, the host that was built, folders and ports for a run.</summary>
internal static class HostFiles
{
    private static int s_folders;

    /// <summary>The folder of the solution.</summary>
    /// <exception cref="InvalidOperationException">This program runs outside of its repository.</exception>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Integration.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException("Not inside the repository: say where the host is (--host).");
    }

    /// <summary>The host as it is shipped, built in Release.</summary>
    public static string Host() =>
        Path.Combine(Repository(), "src/Integration.Host/bin/Release/net10.0/Integration.Host.dll");

    /// <summary>A folder that nobody uses.</summary>
    public static string NewFolder(string parent) =>
        Path.Combine(
            parent,
            string.Create(
                CultureInfo.InvariantCulture,
                $"integration-bench-{Environment.ProcessId}-{Interlocked.Increment(ref s_folders)}"
            )
        );
}
