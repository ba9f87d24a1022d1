namespace Integration.Platforms;

/// <summary>What calls to platforms are counted by.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Account">Our id of the account.</param>
/// <param name="Endpoint">The platform's own name of the call.</param>
/// <param name="Minute">Begin of the minute, UTC.</param>
public readonly record struct PlatformCallKey(string Platform, string Account, string Endpoint, DateTimeOffset Minute);
