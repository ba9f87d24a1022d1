namespace Integration.CommandLine;

/// <summary>What was asked of the program, by arguments, else by environment variables, else by default.</summary>
internal sealed record HostArguments
{
    /// <summary>Which parts to run; default all.</summary>
    public HostRole Role { get; init; } = HostRole.All;

    /// <summary>Folder of the embedded database, keys and lock; default <c>.data</c> in the working directory.</summary>
    public string DataDirectory { get; init; } = ".data";

    /// <summary>Addresses to listen on, as Kestrel takes them; default <c>http://127.0.0.1:8080</c>.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8080"];

    /// <summary>Settings given with <c>--set</c>, by configuration key (<c>Integration:Delivery:…</c>); they win over all.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } =
        new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Set when a key is to be made (<c>create-key</c>) instead of running the host.</summary>
    public KeyRequest? NewKey { get; init; }
}
