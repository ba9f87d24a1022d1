using System.Runtime.InteropServices;

namespace Integration.EmbeddedPostgres;

/// <summary>The calls of the C library that .NET has no API for.</summary>
internal static partial class LibC
{
    private const int OpenReadOnly = 0;

    /// <summary>Whether this process is root.</summary>
    public static bool IsRoot() => GetEffectiveUserId() == 0;

    /// <summary>Sends a signal to one process; a process that is gone already is no fault.</summary>
    public static void Send(int processId, UnixSignal signal) => _ = Kill(processId, (int)signal);

    /// <summary>Ends this process at once: no handlers, no finalizers, no other thread runs another line.</summary>
    public static void ExitNow(int exitCode) => Exit(exitCode);

    /// <summary>Makes a rename inside a folder survive a power failure.</summary>
    /// <exception cref="IOException">The folder cannot be opened or synchronised.</exception>
    public static void SyncFolder(string folder)
    {
        var descriptor = Open(folder, OpenReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"Cannot open {folder}: error {Marshal.GetLastPInvokeError()}.");
        }

        var failed = FSync(descriptor) < 0;
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (failed)
        {
            throw new IOException($"Cannot synchronise {folder}: error {error}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Exit(int code);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
