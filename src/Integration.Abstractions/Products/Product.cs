namespace Integration.Products;

/// <summary>A product as a platform shows it at one moment, in one shape for all platforms.</summary>
[GenerateSerializer, Immutable, Alias("integration.Product")]
public sealed record Product
{
    /// <summary>The platform's name, such as <c>taobao</c>.</summary>
    [Id(0)]
    public required string Platform { get; init; }

    /// <summary>The id that was asked for, as text.</summary>
    [Id(1)]
    public required string Id { get; init; }

    /// <summary>Another id under which the platform knows it, such as Pinduoduo's <c>goods_sign</c>.</summary>
    [Id(2)]
    public string? AlternateId { get; init; }

    /// <summary>The seller's own code; null where there is none.</summary>
    [Id(3)]
    public string? SellerCode { get; init; }

    /// <summary>One a language.</summary>
    [Id(4)]
    public LocalizedText[] Titles { get; init; } = [];

    /// <summary>One a language; HTML or the URL of it where the platform gives no text.</summary>
    [Id(5)]
    public LocalizedText[] Descriptions { get; init; } = [];

    /// <summary>In the platform's order, each once.</summary>
    [Id(6)]
    public ProductImage[] Images { get; init; } = [];

    /// <summary>In each language there is.</summary>
    [Id(7)]
    public AttributeValue[] Attributes { get; init; } = [];

    /// <summary>Empty where the platform tells none; a product without variants may have one without options.</summary>
    [Id(8)]
    public ProductVariant[] Variants { get; init; } = [];

    /// <summary>Of the product as a whole, by quantity, ascending; empty where only variants have prices.</summary>
    [Id(9)]
    public ProductPrice[] Prices { get; init; } = [];

    /// <summary>Of the product as a whole, in all its variants; empty where only variants have stock or nothing is told.</summary>
    [Id(10)]
    public StockLevel[] Stock { get; init; } = [];

    /// <summary>Whether it can be bought.</summary>
    [Id(11)]
    public ProductStatus Status { get; init; }

    /// <summary>
    /// ISO 3166-1 alpha-2 code of the country that prices and stock hold for; null where they do not depend on one.
    /// </summary>
    [Id(12)]
    public string? Country { get; init; }

    /// <summary>When the platform last changed it; null where it does not tell.</summary>
    [Id(13)]
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>What it was read from; several where languages were merged.</summary>
    [Id(14)]
    public RawPayload[] Raw { get; init; } = [];
}
