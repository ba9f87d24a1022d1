namespace Integration.Platforms;

/// <summary>
/// The class of a failed call to a platform: it alone decides whether and how the call is made again. The numbers are
/// stored.
/// </summary>
public enum FailureKind
{
    /// <summary>It may succeed when it is made again: network, time-out, a fault or maintenance of the platform.</summary>
    Transient = 0,

    /// <summary>Too many calls: it may be made again after <see cref="PlatformFailure.RetryAfter"/>.</summary>
    Throttled = 1,

    /// <summary>The platform does not accept the token: refresh it once, else a person must authorise again.</summary>
    Unauthorised = 2,

    /// <summary>The same call will fail again.</summary>
    Permanent = 3,
}
