namespace Integration.Platforms;

/// <summary>What a successful connection test has proved.</summary>
/// <param name="Call">The platform's call that was made.</param>
/// <param name="TokenProved">
/// Whether the access token was part of it; false where the account has none, or the call needs none.
/// </param>
public sealed record ConnectionReport(string Call, bool TokenProved);
