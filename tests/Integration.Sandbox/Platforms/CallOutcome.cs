namespace Integration.Sandbox.Platforms;

/// <summary>How a call ended, as the platform sees it.</summary>
public enum CallOutcome
{
    /// <summary>As asked.</summary>
    Served,

    /// <summary>Asked for something that is not there.</summary>
    Gone,

    /// <summary>A field is missing or wrong.</summary>
    BadParameter,

    /// <summary>There is no such call.</summary>
    UnknownCall,

    /// <summary>No application key, or one that is not known.</summary>
    UnknownApplication,

    /// <summary>No signature.</summary>
    MissingSignature,

    /// <summary>A signature that does not fit.</summary>
    WrongSignature,

    /// <summary>No timestamp, or none that can be read.</summary>
    MissingTimestamp,

    /// <summary>A timestamp too far from now.</summary>
    WrongTimestamp,

    /// <summary>The call needs a token and has none.</summary>
    MissingToken,

    /// <summary>The token was never issued.</summary>
    UnknownToken,

    /// <summary>The token was issued to another application.</summary>
    ForeignToken,

    /// <summary>The seller withdrew the authorisation, or a newer token took its place.</summary>
    RevokedToken,

    /// <summary>The token is too old.</summary>
    ExpiredToken,

    /// <summary>Above the rate limit.</summary>
    Throttled,

    /// <summary>While the account was closed for an earlier excess, or by the call that closed it.</summary>
    Punished,

    /// <summary>Failed on purpose, with the platform's own passing error.</summary>
    Transient,

    /// <summary>Never reached the platform: cut, web page, empty or huge answer.</summary>
    Faulted,
}
