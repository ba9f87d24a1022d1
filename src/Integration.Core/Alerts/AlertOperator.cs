namespace Integration.Alerts;

/// <summary>How a value is compared with the threshold of a rule.</summary>
public enum AlertOperator
{
    /// <summary>The value is greater than the threshold.</summary>
    Above = 1,

    /// <summary>The value is the threshold or greater.</summary>
    AtLeast = 2,

    /// <summary>The value is less than the threshold.</summary>
    Below = 3,

    /// <summary>The value is the threshold or less.</summary>
    AtMost = 4,
}
