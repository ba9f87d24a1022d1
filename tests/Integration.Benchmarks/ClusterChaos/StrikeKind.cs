namespace Integration.Benchmarks.ClusterChaos;

/// <summary>What is done to a process.</summary>
internal enum StrikeKind
{
    /// <summary>SIGKILL; its supervisor starts it again.</summary>
    Kill,

    /// <summary>SIGSTOP for 20 s, then SIGCONT.</summary>
    Hang,

    /// <summary>SIGTERM; its supervisor starts it again.</summary>
    Term,
}
