namespace Integration.Sync;

/// <summary>The class of a page that failed: it alone decides what the walk does. The numbers are stored.</summary>
public enum WalkFailureKind
{
    /// <summary>The same page again, later.</summary>
    Transient = 0,

    /// <summary>The same page again, when the platform allows it; no failure of the walk.</summary>
    Throttled = 1,

    /// <summary>The token is not accepted: the same page again once, then a person is needed.</summary>
    Unauthorised = 2,

    /// <summary>A person has to do something first.</summary>
    NeedsAttention = 3,

    /// <summary>The same request will fail again.</summary>
    Permanent = 4,
}
