namespace Integration.Platforms;

/// <summary>Which products are asked for, and how they are to be shown.</summary>
/// <param name="Ids">The platform's ids, as text; one that is named twice is asked for once.</param>
public sealed record ProductQuery(params string[] Ids)
{
    /// <summary>
    /// BCP 47 tag of the language; null for the platform's own. One language a query: <see cref="ProductLanguages"/> joins several.
    /// </summary>
    public string? Language { get; init; }

    /// <summary>ISO 4217 code of the currency; null for the platform's own. Ignored where the kind of app knows one only.</summary>
    public string? Currency { get; init; }

    /// <summary>
    /// ISO 3166-1 alpha-2 code of the country it would ship to; null for the connector's default. Ignored where the platform
    /// does not ask.
    /// </summary>
    public string? Country { get; init; }
}
