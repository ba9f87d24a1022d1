using Integration.Resources;

namespace Integration.Intake;

/// <summary>A source as the API shows it: no secret, but whether there is one.</summary>
[GenerateSerializer, Immutable, Alias("integration.SourceResource")]
public sealed record SourceResource : IResource
{
    /// <summary>The source's id.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Display name.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>Signature scheme.</summary>
    [Id(2)]
    public required string Scheme { get; init; }

    /// <summary>Details of the scheme.</summary>
    [Id(3)]
    public SourceOptions? Options { get; init; }

    /// <summary>Where the event's attributes stand.</summary>
    [Id(4)]
    public SourceMapping? Mapping { get; init; }

    /// <summary>Whether webhooks are taken.</summary>
    [Id(5)]
    public required bool Enabled { get; init; }

    /// <summary>Whether at least one secret is set.</summary>
    [Id(6)]
    public required bool SecretSet { get; init; }

    /// <summary>When the secrets were last changed, UTC.</summary>
    [Id(7)]
    public DateTimeOffset? SecretChangedAt { get; init; }

    /// <summary>What an operator should know, such as that requests are not verified.</summary>
    [Id(8)]
    public string? Warning { get; init; }

    /// <summary>Raised by each change; the value of <c>If-Match</c>.</summary>
    [Id(9)]
    public required long Version { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(10)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    [Id(11)]
    public required DateTimeOffset UpdatedAt { get; init; }
}
