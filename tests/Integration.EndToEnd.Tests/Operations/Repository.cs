namespace Integration.Operations;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    /// <summary>The host as it is shipped, not the copy beside the tests: that one runs with the packages of the tests.</summary>
    public static string Host { get; } =
        Path.Combine(
            Folder,
            "src/Integration.Host/bin",
            Path.GetRelativePath(
                Path.Combine(Folder, "tests/Integration.EndToEnd.Tests/bin"),
                Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)
            ),
            "Integration.Host.dll"
        );

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Integration.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
