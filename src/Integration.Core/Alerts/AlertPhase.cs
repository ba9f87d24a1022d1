namespace Integration.Alerts;

/// <summary>Where an alert stands: inactive → pending → firing → resolved, and from there inactive or pending again.</summary>
public enum AlertPhase
{
    /// <summary>The condition does not hold, and nothing has fired lately.</summary>
    Inactive = 0,

    /// <summary>The condition holds, but not for as long as the rule asks.</summary>
    Pending = 1,

    /// <summary>The condition has held for as long as the rule asks.</summary>
    Firing = 2,

    /// <summary>It fired, and the condition has not held for as long as the rule asks since.</summary>
    Resolved = 3,
}
