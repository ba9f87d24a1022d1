namespace Integration.Collections;

/// <summary>Which products are to be collected, and how they are to be shown.</summary>
[GenerateSerializer, Immutable, Alias("integration.CollectionRequest")]
public sealed record CollectionRequest
{
    /// <summary>The id of the platform account that asks.</summary>
    [Id(0)]
    public required string Account { get; init; }

    /// <summary>The platform's ids, to 128 characters each.</summary>
    [Id(1)]
    public string[]? Ids { get; init; }

    /// <summary>Links as people paste them, with whatever stands around the address, to 4,096 characters each.</summary>
    [Id(2)]
    public string[]? Links { get; init; }

    /// <summary>Whether the account's own shop is listed, and every product in it collected.</summary>
    [Id(3)]
    public bool Shop { get; init; }

    /// <summary>BCP 47 tags, one query each; null or empty for the platform's own language.</summary>
    [Id(4)]
    public string[]? Languages { get; init; }

    /// <summary>ISO 4217 code; null for the platform's own currency, or where <see cref="Currencies"/> names several.</summary>
    [Id(5)]
    public string? Currency { get; init; }

    /// <summary>
    /// A product that this account collected in the same languages, currency and country within this time is not asked for again, and no
    /// older answer of the platform is taken from the cache: a duration from <c>0s</c>, which asks anew, to <c>30d</c>, default
    /// <c>1h</c>.
    /// </summary>
    [Id(6)]
    public string? MaxAge { get; init; }

    /// <summary>
    /// ISO 3166-1 alpha-2 code of the country that is shipped to, where the platform sells by country; null for the configured one.
    /// </summary>
    [Id(7)]
    public string? Country { get; init; }

    /// <summary>
    /// ISO 4217 codes, to 5: a query for each, and for each of the languages; prices of all stand in the product. Null for one
    /// (<see cref="Currency"/>).
    /// </summary>
    [Id(8)]
    public string[]? Currencies { get; init; }
}
