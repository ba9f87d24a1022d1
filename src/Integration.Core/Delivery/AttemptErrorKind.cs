namespace Integration.Delivery;

/// <summary>Why an attempt did not deliver. The names are the API's, in lower case with underscores; the numbers are stored.</summary>
public enum AttemptErrorKind
{
    /// <summary>The host name could not be resolved.</summary>
    Dns = 1,

    /// <summary>No connection could be opened, or it was cut before an answer came.</summary>
    Connect = 2,

    /// <summary>The TLS handshake failed.</summary>
    Tls = 3,

    /// <summary>No whole answer came within the subscriber's time-out.</summary>
    Timeout = 4,

    /// <summary>The answer was neither 2xx nor a redirect.</summary>
    HttpStatus = 5,

    /// <summary>The answer was a redirect; it is never followed.</summary>
    Redirect = 6,

    /// <summary>The answer was not HTTP.</summary>
    Protocol = 7,

    /// <summary>The address is one that must not be dialled.</summary>
    Blocked = 8,
}
