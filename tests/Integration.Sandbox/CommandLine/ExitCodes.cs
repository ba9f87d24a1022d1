namespace Integration.Sandbox.CommandLine;

/// <summary>What the sandbox tells its caller when it ends.</summary>
internal static class ExitCodes
{
    /// <summary>Everything that was acknowledged was delivered or is accounted for.</summary>
    public const int Success = 0;

    /// <summary>Something is not.</summary>
    public const int NotAccountedFor = 1;

    /// <summary>Wrong arguments, or a port that somebody else has.</summary>
    public const int Usage = 64;

    /// <summary>The hub could not be started, or ended by itself.</summary>
    public const int Unavailable = 69;
}
