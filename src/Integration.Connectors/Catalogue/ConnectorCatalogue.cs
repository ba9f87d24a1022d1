using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>All connectors that are registered, by platform.</summary>
public sealed class ConnectorCatalogue
{
    private readonly FrozenDictionary<string, IConnector> _connectors;

    /// <summary>Builds the catalogue.</summary>
    /// <exception cref="ArgumentException">Two connectors have one name, or a name has a form that is not allowed.</exception>
    public ConnectorCatalogue(IEnumerable<IConnector> connectors)
    {
        Connectors = [.. connectors.OrderBy(static one => one.Declaration.Platform, StringComparer.Ordinal)];
        foreach (var connector in Connectors)
        {
            Check(connector.Declaration);
        }

        _connectors = Connectors.ToFrozenDictionary(static one => one.Declaration.Platform, StringComparer.Ordinal);
    }

    /// <summary>All of them, ordered by name.</summary>
    public IReadOnlyList<IConnector> Connectors { get; }

    /// <summary>The connector of a platform, where it has the capability.</summary>
    /// <typeparam name="TCapability">A capability interface, or <see cref="IConnector"/>.</typeparam>
    /// <param name="platform">The platform's name, case-sensitive.</param>
    /// <param name="connector">The connector.</param>
    /// <returns>False where the platform is unknown or cannot do it.</returns>
    public bool TryFind<TCapability>(string platform, [NotNullWhen(true)] out TCapability? connector)
        where TCapability : class, IConnector
    {
        connector = _connectors.GetValueOrDefault(platform) as TCapability;
        return connector is not null;
    }

    private static void Check(ConnectorDeclaration declaration)
    {
        if (declaration.Platform.Length == 0 || !declaration.Platform.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException(
                $"'{declaration.Platform}' is no name of a platform: letters and digits only.",
                nameof(declaration)
            );
        }

        if (declaration.AppKinds.Length == 0)
        {
            throw new ArgumentException($"{declaration.Platform} declares no kind of app.", nameof(declaration));
        }
    }
}
