namespace Integration.CommandLine;

/// <summary>What the program tells its caller when it ends (after BSD's sysexits.h).</summary>
internal static class ExitCodes
{
    /// <summary>Ended as asked.</summary>
    public const int Success = 0;

    /// <summary>Wrong arguments or configuration; all faults were listed on standard error.</summary>
    public const int Usage = 64;

    /// <summary>The database cannot be had.</summary>
    public const int DatabaseUnavailable = 69;

    /// <summary>A bug of ours.</summary>
    public const int Bug = 70;

    /// <summary>The other silos declared this one dead; started again, it joins as a new one.</summary>
    public const int DeclaredDead = 75;
}
