namespace Integration.Accounts;

/// <summary>What a person's authorisation at the platform brought back. Its text form shows no secret.</summary>
[GenerateSerializer, Immutable, Alias("integration.AuthorisationRequest")]
public sealed record AuthorisationRequest
{
    /// <summary>The code as the platform sent it, to 4,096 characters. It lives once, and for minutes.</summary>
    [Id(0)]
    public string? Code { get; init; }

    /// <summary>
    /// Where it was sent to, as the page was opened with it, to 2,000 characters. Some platforms want to see it again; null for others.
    /// </summary>
    [Id(1)]
    public string? RedirectUri { get; init; }

    /// <summary>Where it was sent to only.</summary>
    public override string ToString() => $"authorisation code for {RedirectUri}";
}
