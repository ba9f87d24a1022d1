namespace Integration.Alerts;

/// <summary>What a notice, or one line of it, is about.</summary>
public enum AlertNoticeKind
{
    /// <summary>At least one alert has begun to fire, or still fires after it had flapped.</summary>
    Firing = 1,

    /// <summary>Alerts have begun to flap.</summary>
    Flapping = 2,

    /// <summary>Alerts have recovered.</summary>
    Resolved = 3,

    /// <summary>Nothing new: alerts still fire and nobody has acknowledged them.</summary>
    Reminder = 4,
}
