namespace Integration.Pipeline;

/// <summary>A call as rates see it.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="AccountId">Our id of the account.</param>
/// <param name="AppKey">The app's public id, by which some platforms count.</param>
/// <param name="Endpoint">The platform's name of the call.</param>
public readonly record struct RatedCall(string Platform, string AccountId, string AppKey, string Endpoint)
{
    /// <summary>Calls in a second that the account allows itself; null for no such limit.</summary>
    public double? OwnRate { get; init; }
}
