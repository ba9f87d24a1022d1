namespace Integration.Hosting;

/// <summary>Which parts of the product a process runs.</summary>
internal enum HubRole
{
    /// <summary>Gateway and silo in one process.</summary>
    All,

    /// <summary>Grains, group writers, push.</summary>
    Silo,

    /// <summary>HTTP only, a client of the silos.</summary>
    Gateway,
}
