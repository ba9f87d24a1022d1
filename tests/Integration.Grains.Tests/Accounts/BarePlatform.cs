using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Accounts;

/// <summary>A connector that can neither test nor renew.</summary>
internal sealed class BarePlatform : IConnector
{
    public const string Name = "bare";

    public ConnectorDeclaration Declaration { get; } = RotatingPlatform.DeclarationOf(Name);
}
