using Integration.Resources;

namespace Integration.Intake;

/// <summary>A source as its owner configures it. Requirement E2.</summary>
[GenerateSerializer, Immutable, Alias("integration.SourceSettings")]
public sealed record SourceSettings : IResourceSettings
{
    /// <summary>Id chosen by people, immutable; made when left out.</summary>
    [Id(0)]
    public string? Id { get; init; }

    /// <summary>Display name, to 200 characters.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>
    /// Signature scheme: <c>none, hmac, standard-webhooks, github, shopify, woocommerce, stripe, slack</c>, or a platform that signs in a
    /// way of its own and whose webhooks its connector reads (capability <c>webhook_parsing</c>): <c>alibaba1688</c>.
    /// </summary>
    [Id(2)]
    public string? Scheme { get; init; }

    /// <summary>Secrets, several valid at once for rotation, at most 10. Written, never read.</summary>
    [Id(3)]
    public string[]? Secrets { get; init; }

    /// <summary>Details of the scheme.</summary>
    [Id(4)]
    public SourceOptions? Options { get; init; }

    /// <summary>Where type, id, subject, time and version stand in the payload.</summary>
    [Id(5)]
    public SourceMapping? Mapping { get; init; }

    /// <summary>Whether webhooks are taken; a disabled source answers 403.</summary>
    [Id(6)]
    public bool Enabled { get; init; } = true;
}
