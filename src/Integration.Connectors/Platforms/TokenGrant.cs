namespace Integration.Platforms;

/// <summary>A token as the platform granted it; its text form shows no secret.</summary>
/// <param name="AccessToken">The new access token.</param>
/// <param name="RefreshToken">
/// The one to keep from now on: the new one, or the old one where the platform sent none; null where it says that this token cannot
/// be refreshed, so that a person must authorise before it ends.
/// </param>
public sealed record TokenGrant(string AccessToken, string? RefreshToken)
{
    /// <summary>When the access token ends; null where the platform did not say.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the refresh token, or the authorisation behind it, ends; null where the platform did not say.</summary>
    public DateTimeOffset? RefreshExpiresAt { get; init; }

    /// <summary>Expiry times only.</summary>
    public override string ToString() => $"token until {ExpiresAt:O}, refresh until {RefreshExpiresAt:O}";
}
