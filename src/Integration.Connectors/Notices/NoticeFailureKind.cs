namespace Integration.Notices;

/// <summary>What a failure asks for.</summary>
/// <remarks>
/// Not <see cref="Integration.Platforms.FailureKind"/>, whose words mean something else: there permanent is a call that is never made
/// again, here a channel that is tried on until somebody has mended it; a refused text has no counterpart there, nor a token that can be
/// refreshed one here.
/// </remarks>
public enum NoticeFailureKind
{
    /// <summary>It may pass by itself: the network, a busy server.</summary>
    Transient = 1,

    /// <summary>Too many messages; it passes with time.</summary>
    Throttled = 2,

    /// <summary>Somebody must mend something: a wrong secret, a robot that was removed.</summary>
    Permanent = 3,

    /// <summary>The channel works but does not take this text.</summary>
    Refused = 4,
}
