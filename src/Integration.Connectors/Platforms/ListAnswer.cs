using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>What an answer says of a list.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Items">The products in it.</param>
/// <param name="Total">Rows that match in all; null where the answer does not tell.</param>
internal sealed record ListAnswer(PlatformReply Reply, ProductListItem[] Items, long? Total)
{
    /// <summary>The rows in it that are no product.</summary>
    public UnreadProduct[] Unread { get; init; } = [];

    /// <summary>How many rows stand in it.</summary>
    public int Rows => Items.Length + Unread.Length;

    /// <summary>What an answer says.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="rows">The rows in it.</param>
    /// <param name="read">Reads a row; null where it has no id.</param>
    /// <param name="total">Rows that match in all; null where the answer does not tell.</param>
    public static ListAnswer Of(
        PlatformReply reply,
        LooseJson[] rows,
        Func<LooseJson, ProductListItem?> read,
        long? total
    )
    {
        ProductListItem?[] items = [.. rows.Select(read)];
        return new(reply, [.. items.OfType<ProductListItem>()], total)
        {
            Unread =
            [
                .. rows.Where((_, at) => items[at] is null).Select(row => new UnreadProduct(NoId(), reply.RawOf(row))),
            ],
        };
    }

    private static PlatformFailure NoId() =>
        new(FailureKind.Permanent, FailureReason.InvalidAnswer, "A row of the list has no id of its product.");
}
