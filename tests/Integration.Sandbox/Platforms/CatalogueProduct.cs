namespace Integration.Sandbox.Platforms;

/// <summary>A product of the shop. Changed only by making a new one.</summary>
public sealed record CatalogueProduct
{
    /// <summary>The languages that every product has words in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["zh", "en", "ru", "ja", "ko", "vi", "es", "fr"];

    /// <summary>Unique on the platform.</summary>
    public required long Id { get; init; }

    /// <summary>Its place in the catalogue, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The adjective of its title.</summary>
    public required Word Kind { get; init; }

    /// <summary>The noun of its title.</summary>
    public required Word Thing { get; init; }

    /// <summary>Its material, an attribute.</summary>
    public required Word Material { get; init; }

    /// <summary>The title that somebody gave it since; null: made of its words.</summary>
    public string? GivenTitle { get; init; }

    /// <summary>Pictures, the main one first.</summary>
    public required IReadOnlyList<string> Images { get; init; }

    /// <summary>At least one, except for a product that was deleted.</summary>
    public required IReadOnlyList<CatalogueVariant> Variants { get; init; }

    /// <summary>Whether it can be bought.</summary>
    public ProductStatus Status { get; init; }

    /// <summary>When it was put in.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>The platform's number of the leaf category.</summary>
    public long Category => 50_010_850 + (Index % 12);

    /// <summary>Pieces of all variants.</summary>
    public long Stock => Variants.Sum(one => one.Stock);

    /// <summary>The lowest price of a variant in fen.</summary>
    public long PriceFen => Variants.Count == 0 ? 0 : Variants.Min(one => one.PriceFen);

    /// <summary>The title; in a language without words it is the English one.</summary>
    public string TitleIn(string language) =>
        GivenTitle
        ?? (
            language is "zh" or "ja"
                ? $"{Kind.In(language)}{Thing.In(language)} A-{Index}"
                : $"{Kind.In(language)} {Thing.In(language)} A-{Index}"
        );

    /// <summary>The description as plain text.</summary>
    public string DescriptionIn(string language) =>
        $"{TitleIn(language)}. {Words.Material.In(language)}: {Material.In(language)}.";
}
