namespace Integration.EmbeddedPostgres;

/// <summary>The signals that PostgreSQL's shutdown modes hang on, with their numbers on Linux.</summary>
internal enum UnixSignal
{
    /// <summary>No signal at all.</summary>
    None = 0,

    /// <summary>Fast shutdown: sessions are cut, a checkpoint is written.</summary>
    Interrupt = 2,

    /// <summary>Immediate shutdown: no checkpoint, the next start recovers.</summary>
    Quit = 3,

    /// <summary>Cannot be refused.</summary>
    Kill = 9,

    /// <summary>How supervisors end a program; PostgreSQL would wait for its sessions.</summary>
    Terminate = 15,
}
