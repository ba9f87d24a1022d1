namespace Integration.Alerts;

/// <summary>What became of an attempt to send a notice, as a filter.</summary>
internal enum NoticeOutcome
{
    /// <summary>It was sent.</summary>
    Sent = 1,

    /// <summary>It failed, and is tried again.</summary>
    Failed = 2,
}
