namespace Integration.Sandbox.Platforms;

/// <summary>What a seller's authorisation is worth to an application.</summary>
/// <param name="Account">The application.</param>
/// <param name="AccessToken">Goes with each call of the shop.</param>
/// <param name="Expires">When it stops working.</param>
/// <param name="RefreshToken">Brings a new one.</param>
/// <param name="RefreshExpires">When that stops.</param>
public sealed record TokenGrant(
    PlatformAccount Account,
    string AccessToken,
    DateTimeOffset Expires,
    string RefreshToken,
    DateTimeOffset RefreshExpires
);
