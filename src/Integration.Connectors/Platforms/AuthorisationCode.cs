namespace Integration.Platforms;

/// <summary>What a person's authorisation brought back; its text form shows no secret.</summary>
/// <param name="Code">The code as it came; it lives once, and for minutes.</param>
/// <param name="RedirectUri">Where it came to, as it was asked for; null where the platform does not want to see it again.</param>
public sealed record AuthorisationCode(string Code, Uri? RedirectUri)
{
    /// <summary>Where it came to only.</summary>
    public override string ToString() => $"authorisation code for {RedirectUri}";
}
