using System.Text;
using Integration.EmbeddedPostgres;

namespace Integration.Keys;

/// <summary>
/// Files that hold one secret alone on one line: the administrator key, the key-encryption key, the database's
/// password. They are made with mode 600 and refused when other users may read or change them.
/// </summary>
internal static class KeyFile
{
    private const int Limit = 64 * 1024;

    // Reading by the group is left open: orchestrators mount secrets as root:group 0440.
    private const UnixFileMode TooOpen =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;

    /// <summary>Reads the file, or makes it with what <paramref name="create"/> returns when it is missing.</summary>
    public static KeyFileText ReadOrCreate(string path, Func<string> create) =>
        File.Exists(path) ? Read(path) : Create(path, create());

    /// <summary>
    /// Makes the file with that text: written under another name, forced to disk, then given its name, so that it is
    /// there whole or not at all. If somebody else was faster, that file is read instead.
    /// </summary>
    public static KeyFileText Create(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.new";
        try
        {
            Write(temporary, text);
            File.Move(temporary, path, overwrite: false);
            LibC.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new KeyFileText(text, Created: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            return Read(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new KeyFileText(null, $"Cannot write key file {path}: {refused.Message}");
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>Reads the file; missing, empty, too large or open to other users are faults.</summary>
    public static KeyFileText Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var mode = File.GetUnixFileMode(file);
            if ((mode & TooOpen) != UnixFileMode.None)
            {
                return new KeyFileText(null, $"Key file {path} is open to other users: chmod 600 {path}");
            }

            if (RandomAccess.GetLength(file) > Limit)
            {
                return new KeyFileText(null, $"Key file {path} is longer than {Limit} bytes.");
            }

            var bytes = new byte[RandomAccess.GetLength(file)];
            var read = RandomAccess.Read(file, bytes, 0);
            var text = Encoding.UTF8.GetString(bytes, 0, read).Trim();
            return text.Length > 0 ? new KeyFileText(text) : new KeyFileText(null, $"Key file {path} is empty.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new KeyFileText(null, $"Cannot read key file {path}: {unreadable.Message}");
        }
    }

    private static void Write(string path, string text)
    {
        // A left-over of a crash is no use and may have any mode.
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        file.Flush(flushToDisk: true);
    }
}
