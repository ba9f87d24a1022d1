namespace Integration.Sandbox.Platforms;

/// <summary>Makes the product of an index; the same seed makes the same product.</summary>
internal sealed class CatalogueMaker(PlatformKind kind, PlatformOptions options)
{
    private const int MaxVariants = 6;

    // Fixed, so that filters by time find the same products in every run.
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // The length of ids as the platforms have them.
    private readonly (long Product, long Variant) _base = kind switch
    {
        PlatformKind.Taobao => (610_000_000_000, 4_600_000_000_000),
        PlatformKind.Alibaba1688 => (680_000_000_000, 4_700_000_000_000),
        PlatformKind.Pinduoduo => (44_600_000_000, 414_000_000_000),
        PlatformKind.Temu => (601_099_548_000_000, 17_592_352_000_000),
        _ => (1_005_004_800_000_000, 12_000_030_000_000_000),
    };

    public static string ImageOf(long product, int number) => $"https://img.sandbox.test/{product}/{number}.jpg";

    public CatalogueProduct Make(int index)
    {
        var id = _base.Product + index + 1;
        var dice = new Dice(Seeds.Of(kind.ToString()) ^ options.Seed, index);
        var price = 990 + (10 * dice.Below(9_000));
        var colours = 1 + dice.Below(3);
        var sizes = 1 + dice.Below(MaxVariants / colours);
        var firstColour = dice.Below(Words.Colours.Length);
        var made = First.AddMinutes(index);
        return new CatalogueProduct
        {
            Id = id,
            Index = index,
            Kind = Words.Kinds[dice.Below(Words.Kinds.Length)],
            Thing = Words.Things[dice.Below(Words.Things.Length)],
            Material = Words.Materials[dice.Below(Words.Materials.Length)],
            Images = [.. Enumerable.Range(0, 1 + dice.Below(4)).Select(number => ImageOf(id, number))],
            Variants =
            [
                .. Enumerable
                    .Range(0, colours * sizes)
                    .Select(number => new CatalogueVariant
                    {
                        Id = _base.Variant + (index * 100L) + number + 1,
                        OuterId = $"A-{index}-{number}",
                        Colour = Words.Colours[(firstColour + (number / sizes)) % Words.Colours.Length],
                        Size = Words.Sizes[number % sizes % Words.Sizes.Length],
                        PriceFen = price + (100 * dice.Below(20)),
                        Stock = dice.Below(500),
                        Image = ImageOf(id, 10 + (number / sizes)),
                    }),
            ],
            Status =
                options.OffShelfEvery > 0 && (index + 1) % options.OffShelfEvery == 0
                    ? ProductStatus.OffShelf
                    : ProductStatus.OnSale,
            Created = made,
            Modified = made,
        };
    }

    private sealed class Dice(long seed, int index)
    {
        private int _throws;

        public int Below(int limit) => (int)(Seeds.Mix(seed, index, _throws++) % (ulong)limit);
    }
}
