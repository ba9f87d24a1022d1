using Integration.CommandLine;
using Integration.Secrets;

namespace Integration.Hosting;

/// <summary>What the program must know before it can build its services.</summary>
internal sealed record HubSettings
{
    /// <summary>Which parts run in this process.</summary>
    public required HostRole Role { get; init; }

    /// <summary>Where to listen, separated by semicolons.</summary>
    public required string Urls { get; init; }

    /// <summary>Folder of key files, and of the embedded database.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The database.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// The database belongs to this process alone (the embedded one): membership rows of an earlier run are surely dead.
    /// </summary>
    public required bool OwnsDatabase { get; init; }

    /// <summary>The keys that secrets are sealed with.</summary>
    public required KeyRing Keys { get; init; }

    /// <summary>Further settings as <c>key=value</c>, stronger than the environment.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>();
}
