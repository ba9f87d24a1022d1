using Integration.Resources;

namespace Integration.Accounts;

/// <summary>An account at a platform as the API shows it: no secret, but which ones there are.</summary>
[GenerateSerializer, Immutable, Alias("integration.AccountResource")]
public sealed record AccountResource : IResource
{
    /// <summary>The account's id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>The platform.</summary>
    [Id(1)]
    public required string Platform { get; init; }

    /// <summary>The kind of app.</summary>
    [Id(2)]
    public required string AppKind { get; init; }

    /// <summary>The app's public id.</summary>
    [Id(3)]
    public required string AppKey { get; init; }

    /// <summary>Whether there is an app secret.</summary>
    [Id(4)]
    public required bool AppSecretSet { get; init; }

    /// <summary>Whether there is an access token.</summary>
    [Id(5)]
    public required bool AccessTokenSet { get; init; }

    /// <summary>Whether there is a refresh token.</summary>
    [Id(6)]
    public required bool RefreshTokenSet { get; init; }

    /// <summary>When a secret was last changed, by a person or by a renewal, UTC.</summary>
    [Id(7)]
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>When the access token ends; null where that is not known.</summary>
    [Id(8)]
    public DateTimeOffset? TokenExpiresAt { get; init; }

    /// <summary>Whether calls are made with it.</summary>
    [Id(9)]
    public required bool Enabled { get; init; }

    /// <summary>Limits of its own.</summary>
    [Id(10)]
    public AccountLimits? Limits { get; init; }

    /// <summary>For people.</summary>
    [Id(11)]
    public string? Note { get; init; }

    /// <summary>How it fared of late; null in the audit.</summary>
    [Id(12)]
    public AccountHealth? Health { get; init; }

    /// <summary>Raised by each change, a renewal of the token too; the value of <c>If-Match</c>.</summary>
    [Id(13)]
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(14)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    [Id(15)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the authorisation ends, however often the token is renewed; null where that is not known.</summary>
    [Id(16)]
    public DateTimeOffset? AuthorisationEndsAt { get; init; }
}
