namespace Integration.Sandbox.Platforms;

/// <summary>What a call asks for.</summary>
internal enum CallAccess
{
    /// <summary>Nothing: pages for people and OAuth token calls, which check the application themselves.</summary>
    Open,

    /// <summary>A signature. Such calls make tokens: they have no limit, and faults must name them.</summary>
    Token,

    /// <summary>A signature.</summary>
    Application,

    /// <summary>A signature and a seller's token.</summary>
    Shop,
}
