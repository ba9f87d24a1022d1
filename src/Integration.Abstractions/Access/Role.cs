namespace Integration.Access;

/// <summary>What an API key may do. Requirement H8.</summary>
public enum Role
{
    /// <summary>Posts events and wallet rows, to the sources it is bound to; reads nothing.</summary>
    Sender,

    /// <summary>Reads everything but secrets.</summary>
    Viewer,

    /// <summary>Reads, posts events, tests and retries; changes no configuration.</summary>
    Operator,

    /// <summary>Everything, API keys included.</summary>
    Administrator,
}
