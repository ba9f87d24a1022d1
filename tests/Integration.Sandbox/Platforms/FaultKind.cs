namespace Integration.Sandbox.Platforms;

/// <summary>What can go wrong with a call on purpose. A call meets at most one.</summary>
public enum FaultKind
{
    /// <summary>The platform's own error that passes by itself.</summary>
    Transient,

    /// <summary>The platform's own "too many calls", although there were not.</summary>
    Throttled,

    /// <summary>The right answer, late.</summary>
    Slow,

    /// <summary>The connection ends before a byte of the answer.</summary>
    Cut,

    /// <summary>The connection ends in the middle of the answer.</summary>
    Truncated,

    /// <summary>A web page in place of the answer.</summary>
    Html,

    /// <summary>No body at all.</summary>
    Empty,

    /// <summary>A JSON answer of many megabytes, sent without a length.</summary>
    Huge,

    /// <summary>The right answer in GB 18030, announced as UTF-8.</summary>
    WrongCharset,

    /// <summary>The token that came with the call expires at this moment. Nothing happens to calls without one.</summary>
    ExpiredToken,

    /// <summary>The right answer with other JSON types.</summary>
    ChangedTypes,
}
