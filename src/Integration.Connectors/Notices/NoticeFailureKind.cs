namespace Integration.Notices;

/// <summary>What a failure asks for.</summary>
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
