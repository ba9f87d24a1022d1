using System.Diagnostics.CodeAnalysis;

namespace Integration.CommandLine;

/// <summary>What reading the command line led to.</summary>
/// <param name="Arguments">What to do; null when the program is to end at once.</param>
/// <param name="ExitCode">The exit code to end with when there is nothing to do.</param>
internal sealed record HostCommandLineResult(HostArguments? Arguments, int ExitCode)
{
    /// <summary>Whether the program has something to do.</summary>
    [MemberNotNullWhen(true, nameof(Arguments))]
    public bool HasWork => Arguments is not null;
}
