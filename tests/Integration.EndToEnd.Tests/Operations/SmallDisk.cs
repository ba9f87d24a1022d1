namespace Integration.Operations;

/// <summary>A small file system in memory, mounted on a folder, and a file in it that takes the room away.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Block = 1 << 20;
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    private long Free => new DriveInfo(_folder).AvailableFreeSpace;

    /// <summary>Mounts it; null where this user may not mount.</summary>
    public static async Task<SmallDisk?> TryMount(string folder, int megabytes)
    {
        var (code, _) = await Script.Run(
            "mount",
            null,
            "-t",
            "tmpfs",
            "-o",
            $"size={megabytes}m,mode=755",
            "tmpfs",
            folder
        );
        return code == 0 ? new SmallDisk(folder) : null;
    }

    /// <summary>Takes room away until no more than so much is left.</summary>
    public void FillUpTo(long left)
    {
        using var file = new FileStream(Ballast, FileMode.Append);
        var block = new byte[Block];
        while (Free > left)
        {
            try
            {
                file.Write(block, 0, (int)Math.Min(Block, Free - left));
                file.Flush();
            }
            catch (IOException) when (left == 0)
            {
                // Somebody else took the rest: full is full.
                return;
            }
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Clear() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        var (code, output) = await Script.Run("umount", null, "--lazy", _folder);
        code.Should().Be(0, output);
    }
}
