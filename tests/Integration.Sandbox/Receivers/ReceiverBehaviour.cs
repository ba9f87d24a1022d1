namespace Integration.Sandbox.Receivers;

/// <summary>How a partner's endpoint behaves.</summary>
internal enum ReceiverBehaviour
{
    /// <summary>Answers 200 at once.</summary>
    Healthy,

    /// <summary>Answers 200 after a while.</summary>
    Slow,

    /// <summary>Answers 500 to some requests.</summary>
    Flaky,

    /// <summary>Refuses connections.</summary>
    Dead,

    /// <summary>Takes requests and never answers.</summary>
    Hang,
}
