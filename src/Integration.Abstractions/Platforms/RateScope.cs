namespace Integration.Platforms;

/// <summary>What a platform counts together.</summary>
public enum RateScope
{
    /// <summary>All calls of an app.</summary>
    App = 0,

    /// <summary>The calls of an app for one shop.</summary>
    Shop = 1,
}
