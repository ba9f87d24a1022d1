using Integration.Orders;
using Integration.Platforms;

namespace Integration.Writes;

/// <summary>About what a waiting write keeps in memory, in bytes; only the order of magnitude matters.</summary>
internal static class WriteSizes
{
    /// <summary>A stock level.</summary>
    public const long Stock = 300;

    private const long Frame = 500;
    private const long Part = 150;
    private const int BytesPerCharacter = 2;

    /// <summary>A draft of a product.</summary>
    public static long Of(ProductDraft draft)
    {
        var texts = draft.Titles.Concat(draft.Descriptions).Sum(static text => (long)text.Text.Length);
        var images = draft.Images.Sum(static image => (long)image.Url.Length);
        var parts = draft.Attributes.Length + draft.Variants.Sum(static one => 2 + one.Options.Length);
        var own = draft.PlatformFields?.GetRawText().Length ?? 0;
        return Frame + ((texts + images + own) * BytesPerCharacter) + (parts * Part);
    }

    /// <summary>A draft of an order.</summary>
    public static long Of(OrderDraft order) =>
        (2 * Frame)
        + (((order.Note?.Length ?? 0) + (order.PlatformFields?.GetRawText().Length ?? 0)) * (long)BytesPerCharacter)
        + (order.Lines.Length * Part);
}
