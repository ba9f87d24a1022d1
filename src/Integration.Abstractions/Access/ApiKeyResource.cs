namespace Integration.Access;

/// <summary>An API key as lists show it; the secret part is shown once, when it is made.</summary>
[GenerateSerializer, Immutable, Alias("integration.ApiKeyResource")]
public sealed record ApiKeyResource
{
    /// <summary>The key's eight public characters; they identify it in lists and audit.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Its name; matches the pattern of ids and is the <c>source</c> of events posted without one.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    [Id(2)]
    public required Role Role { get; init; }

    /// <summary>Sources that a sender is bound to; empty for any.</summary>
    [Id(3)]
    public string[] Sources { get; init; } = [];

    /// <summary>When it was made, UTC.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked, UTC; null while it is valid.</summary>
    [Id(5)]
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The whole key <c>ik_…</c>, only in the answer that made it.</summary>
    [Id(6)]
    public string? Key { get; init; }
}
