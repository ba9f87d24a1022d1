using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>A connector with the options that it was made from.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="Options">Checked.</param>
internal sealed record ConnectorSetup<TOptions>(IConnector Connector, TOptions Options)
    where TOptions : PlatformOptions;
