namespace Integration.Alerts;

/// <summary>How urgent an alert is, in rising order. The names are the API's, in lower case.</summary>
public enum AlertSeverity
{
    /// <summary>Good to know; nobody need do anything now.</summary>
    Info = 1,

    /// <summary>Somebody should look at it in working hours.</summary>
    Warning = 2,

    /// <summary>Somebody should look at it now.</summary>
    Critical = 3,
}
