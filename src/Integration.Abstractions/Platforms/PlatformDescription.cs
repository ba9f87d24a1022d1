namespace Integration.Platforms;

/// <summary>What a platform's connector can do and within which limits, as the API shows it.</summary>
public sealed record PlatformDescription
{
    /// <summary>Stable name, <c>[a-z0-9]+</c>; what products and accounts call the platform.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What the connector can do.</summary>
    public required ConnectorCapability[] Capabilities { get; init; }

    /// <summary>The kinds of apps an account can have; the first is the default.</summary>
    public required AppKind[] AppKinds { get; init; }

    /// <summary>Where calls go to, as configured.</summary>
    public required Uri[] BaseUrls { get; init; }

    /// <summary>IANA zone of the platform's dates without a zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Limits of a shop's list; null where there is none.</summary>
    public required ListLimits? List { get; init; }

    /// <summary>Limits of a shop's list of orders; null where there is none.</summary>
    public OrderLimits? Orders { get; init; }

    /// <summary>The platform's published rates; empty where it publishes none.</summary>
    public required PlatformRate[] Rates { get; init; }

    /// <summary>What the platform's error codes mean to the hub; the first that matches counts.</summary>
    public required PlatformErrorMeaning[] Errors { get; init; }
}
