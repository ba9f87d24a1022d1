using Integration.Resources;

namespace Integration.Accounts;

/// <summary>An account at a platform as its owner configures it. Its text form shows no secret.</summary>
[GenerateSerializer, Immutable, Alias("integration.AccountSettings")]
public sealed record AccountSettings : IResourceSettings
{
    /// <summary>Id chosen by people, immutable; made when left out.</summary>
    [Id(0)]
    public string? Id { get; init; }

    /// <summary>The platform: an id of <c>/api/v1/platforms</c>.</summary>
    [Id(1)]
    public string? Platform { get; init; }

    /// <summary>One of the platform's kinds of app; its first one when left out.</summary>
    [Id(2)]
    public string? AppKind { get; init; }

    /// <summary>The app's public id (<c>app_key</c>, <c>client_id</c>), to 200 characters.</summary>
    [Id(3)]
    public string? AppKey { get; init; }

    /// <summary>What the app signs with, to 4,096 characters. Written, never read.</summary>
    [Id(4)]
    public string? AppSecret { get; init; }

    /// <summary>The seller's authorisation, to 4,096 characters. Written, never read; null takes it away.</summary>
    [Id(5)]
    public string? AccessToken { get; init; }

    /// <summary>What a new access token is asked for with, to 4,096 characters. Written, never read; null takes it away.</summary>
    [Id(6)]
    public string? RefreshToken { get; init; }

    /// <summary>
    /// When the access token ends; null where that is not known. Renewed ahead of it, and forgotten when another access token is
    /// given without it.
    /// </summary>
    [Id(7)]
    public DateTimeOffset? TokenExpiresAt { get; init; }

    /// <summary>Whether calls are made with it; a test may be made all the same.</summary>
    [Id(8)]
    public bool Enabled { get; init; } = true;

    /// <summary>Limits of its own.</summary>
    [Id(9)]
    public AccountLimits? Limits { get; init; }

    /// <summary>For people, to 2,000 characters.</summary>
    [Id(10)]
    public string? Note { get; init; }

    /// <summary>
    /// When the authorisation ends, however often the token is renewed; null where that is not known. Kept by renewals where the
    /// platform tells it, and forgotten when another refresh token is given without it.
    /// </summary>
    [Id(11)]
    public DateTimeOffset? AuthorisationEndsAt { get; init; }

    /// <summary>Id, platform and app only.</summary>
    public override string ToString() => $"{Id} ({Platform}, app {AppKey}, {AppKind ?? "default"})";
}
