using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>
/// What a platform is, allows and limits: the facts that callers, the pipeline and the table of capabilities go by.
/// </summary>
public sealed record ConnectorDeclaration
{
    /// <summary>Stable name, <c>[a-z0-9]+</c>; what products and accounts call the platform.</summary>
    public required string Platform { get; init; }

    /// <summary>The name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where calls go to, as configured.</summary>
    public required Uri[] BaseUrls { get; init; }

    /// <summary>IANA zone of the platform's dates without a zone.</summary>
    public required string TimeZoneId { get; init; }

    /// <summary>The kinds of apps an account can have; the first is the default.</summary>
    public required AppKind[] AppKinds { get; init; }

    /// <summary>Limits of a shop's list; null where there is none.</summary>
    public ListLimits? List { get; init; }

    /// <summary>Limits of a shop's list of orders; null where there is none.</summary>
    public OrderLimits? Orders { get; init; }

    /// <summary>The platform's published rates; empty where it publishes none.</summary>
    public RateRule[] Rates { get; init; } = [];

    /// <summary>
    /// What the platform's error codes mean, first match first; a code of none of them is judged by the status, else permanent.
    /// </summary>
    public ErrorRule[] Errors { get; init; } = [];

    /// <summary>The kind of app that an account names; null where there is no such kind.</summary>
    public AppKind? KindOf(AccountCredentials account) => KindOf(account.AppKind);

    /// <summary>The kind of app of a name, the first for null; null where there is no such kind.</summary>
    public AppKind? KindOf(string? name) =>
        name is null
            ? AppKinds[0]
            : Array.Find(AppKinds, kind => string.Equals(kind.Name, name, StringComparison.Ordinal));
}
