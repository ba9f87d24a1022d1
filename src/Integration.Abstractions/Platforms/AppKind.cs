namespace Integration.Platforms;

/// <summary>
/// A kind of app that a platform grants: it decides through which interface an account reads products, and whose.
/// </summary>
/// <param name="Name">Stable name, <c>[a-z_]+</c>.</param>
/// <param name="Products">Whose products it reads, and through which call, for people.</param>
/// <param name="MaxIdsPerCall">Different ids in one query, 1 or more.</param>
/// <param name="NeedsToken">Whether reading products needs an access token.</param>
/// <param name="Languages">BCP 47 tags, the platform's own first; empty where any may be asked for.</param>
public sealed record AppKind(
    string Name,
    string Products,
    int MaxIdsPerCall,
    bool NeedsToken,
    params string[] Languages
)
{
    /// <summary>ISO 4217 codes that prices come in, the platform's own first; empty where the caller chooses freely.</summary>
    public string[] Currencies { get; init; } = [];

    /// <summary>Whether prices and stock are told for one country, which the caller may choose.</summary>
    public bool SellsByCountry { get; init; }

    /// <summary>Whether it may ask the platform which product a link or share words lead to.</summary>
    public bool ResolvesLinks { get; init; }

    /// <summary>How much it writes in one call; null where it only reads.</summary>
    public BatchLimits? Batches { get; init; }
}
