namespace Integration.Sandbox.Demo;

/// <summary>What <c>demo</c> was asked for.</summary>
/// <param name="HostDll">The hub's program.</param>
/// <param name="DataDirectory">Its data folder, absolute.</param>
/// <param name="Urls">Where it is to listen.</param>
/// <param name="Duration">How long traffic is sent; null until somebody stops it.</param>
/// <param name="SummaryFile">Where the summary is written as JSON; null for nowhere.</param>
internal sealed record DemoOptions(
    string HostDll,
    string DataDirectory,
    HubUrls Urls,
    TimeSpan? Duration,
    string? SummaryFile
)
{
    /// <summary>The administrator's key, which the hub's first start writes.</summary>
    public string KeyFile => Path.Combine(DataDirectory, "admin.key");

    /// <summary>What the hub writes on its standard output and error.</summary>
    public string LogFile => Path.Combine(DataDirectory, "host.log");
}
