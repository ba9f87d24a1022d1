using Integration.Catalogue;

namespace Integration.Platforms;

/// <summary>
/// A connector to one platform. What it can do follows from the capability interfaces that it implements
/// (<see cref="ConnectorCapabilities"/>). It keeps no state between calls and may be used by any number of callers at once.
/// </summary>
public interface IConnector
{
    /// <summary>What the platform is, allows and limits.</summary>
    ConnectorDeclaration Declaration { get; }
}
