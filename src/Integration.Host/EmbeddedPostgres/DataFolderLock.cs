namespace Integration.EmbeddedPostgres;

/// <summary>
/// One host per data directory: an advisory lock (flock) on <c>DIR/lock</c> that the kernel drops when the process
/// ends, however it ends. The file itself stays.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or returns null when another process has it.</summary>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static DataFolderLock? TryTake(string file)
    {
        try
        {
            return new DataFolderLock(
                new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _file.Dispose();
}
