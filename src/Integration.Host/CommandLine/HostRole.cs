namespace Integration.CommandLine;

/// <summary>Which parts of the system a process runs.</summary>
internal enum HostRole
{
    /// <summary>Everything in one process, with a database of its own unless a connection string is given.</summary>
    All,

    /// <summary>Grains only.</summary>
    Silo,

    /// <summary>The HTTP door only, a client of the silos.</summary>
    Gateway,
}
