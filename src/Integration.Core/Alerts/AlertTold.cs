namespace Integration.Alerts;

/// <summary>What people know of an alert. A notice is made of the difference to what they should know.</summary>
public enum AlertTold
{
    /// <summary>Nothing, or that it has recovered.</summary>
    Nothing = 0,

    /// <summary>That it fires.</summary>
    Firing = 1,

    /// <summary>That it flaps.</summary>
    Flapping = 2,
}
