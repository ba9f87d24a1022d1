using System.Runtime.InteropServices;

namespace Integration.Sandbox.Demo;

/// <summary>The call of the C library that .NET has no API for.</summary>
internal static partial class LibC
{
    private const int Terminate = 15;

    /// <summary>Asks a process to end.</summary>
    public static void AskToEnd(int processId) => _ = Kill(processId, Terminate);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
