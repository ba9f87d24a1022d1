namespace Integration.EmbeddedPostgres;

/// <summary>Why the private PostgreSQL cannot be had.</summary>
internal enum EmbeddedPostgresFailureKind
{
    /// <summary>No <c>postgres</c> and <c>initdb</c> were found.</summary>
    BinariesMissing,

    /// <summary>Something the start needs is missing: Linux, <c>setpriv</c> for root, the user to run as.</summary>
    SystemUnsuitable,

    /// <summary>Another host holds the data folder.</summary>
    FolderInUse,

    /// <summary>The data folder cannot be reached, read or written.</summary>
    FolderUnusable,

    /// <summary>The data folder was made by another major version of PostgreSQL.</summary>
    OtherMajorVersion,

    /// <summary>The data folder could not be set up.</summary>
    InitFailed,

    /// <summary>The server ended before it accepted a connection, or did not accept one in time.</summary>
    StartFailed,
}
