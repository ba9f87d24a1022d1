namespace Integration.Writes;

/// <summary>What writes must have in common to share a call.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="AccountId">Our id of the account.</param>
/// <param name="AppKind">The kind of app; null for the platform's first.</param>
internal sealed record WriteKey(string Platform, string AccountId, string? AppKind);
