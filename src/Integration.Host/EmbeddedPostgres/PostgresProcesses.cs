using System.Globalization;

namespace Integration.EmbeddedPostgres;

/// <summary>
/// PostgreSQL processes of one data folder, seen in <c>/proc</c>: server and back ends alike work inside their PGDATA,
/// so the working directory tells whose they are even where <c>postmaster.pid</c> is gone or its number was given
/// to another process.
/// </summary>
internal static class PostgresProcesses
{
    /// <summary>Their process ids; empty on a system without <c>/proc</c>.</summary>
    public static IReadOnlyList<int> In(string dataFolder) =>
        !Directory.Exists("/proc/self")
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories("/proc")
                    .Select(folder =>
                        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0
                    )
                    .Where(id => id > 0 && IsOf(id, dataFolder)),
            ];

    /// <summary>Whether a process is a PostgreSQL process of that folder.</summary>
    public static bool IsOf(int processId, string dataFolder)
    {
        try
        {
            var process = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}";
            return File.ReadAllText($"{process}/comm").TrimEnd() is "postgres" or "postmaster"
                && new FileInfo($"{process}/cwd").LinkTarget == dataFolder;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or it is another user's and so not ours.
            return false;
        }
    }
}
