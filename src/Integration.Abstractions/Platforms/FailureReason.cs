namespace Integration.Platforms;

/// <summary>What was wrong, within a <see cref="FailureKind"/>. The numbers are stored.</summary>
public enum FailureReason
{
    /// <summary>The platform said no more than the kind; also a fault of its own.</summary>
    Platform = 0,

    /// <summary>No connection, or it broke before the whole answer was there.</summary>
    Network = 1,

    /// <summary>No whole answer within the time of a call.</summary>
    Timeout = 2,

    /// <summary>Not an answer of the interface: HTML, empty, cut, in an unreadable encoding, or of an unknown shape.</summary>
    InvalidAnswer = 3,

    /// <summary>The answer was larger than the limit and was not read to its end.</summary>
    AnswerTooLarge = 4,

    /// <summary>Calls of the app or the account exceed the platform's rate or quota.</summary>
    RateLimit = 5,

    /// <summary>The token has expired; a refresh may mend it.</summary>
    TokenExpired = 6,

    /// <summary>The authorisation is withdrawn, missing or of another app: a person must authorise again.</summary>
    AuthorisationLost = 7,

    /// <summary>Key, secret, signature or the caller's address is not accepted.</summary>
    BadCredentials = 8,

    /// <summary>The app lacks the permission for this call, or the platform has blocked the app.</summary>
    NotAllowed = 9,

    /// <summary>The request itself is wrong: an argument, its form, or a limit that it exceeds.</summary>
    InvalidRequest = 10,

    /// <summary>The thing asked for does not exist, is no longer on sale, or is not offered to us.</summary>
    Gone = 11,

    /// <summary>The connector or the kind of app does not do this at all.</summary>
    Unsupported = 12,
}
