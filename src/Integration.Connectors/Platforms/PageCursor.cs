using System.Globalization;
using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>Which page a query of a list means, where a platform counts its pages from 1.</summary>
/// <param name="Page">1 or more.</param>
/// <param name="Size">Products a page.</param>
internal sealed record PageCursor(int Page, int Size)
{
    private const int MaxPage = 1_000_000;

    /// <summary>Reads a query; a failure where it asks for what the platform's lists cannot give.</summary>
    public static PlatformResult<PageCursor> Read(ProductListQuery query, ListLimits limits)
    {
        var size = query.PageSize ?? limits.MaxPageSize;
        if (size < 1 || size > limits.MaxPageSize)
        {
            return Failures.InvalidRequest($"A page has 1 to {limits.MaxPageSize} products, not {size}.");
        }

        if (!limits.FiltersByChange && (query.ModifiedFrom ?? query.ModifiedTo) is not null)
        {
            return Failures.InvalidRequest("This list cannot be asked for a window of changes: read all of it.");
        }

        if (query.ModifiedFrom >= query.ModifiedTo)
        {
            return Failures.InvalidRequest("The window of changes is empty: it ends before it begins.");
        }

        var page = 1;
        var isPage =
            query.Cursor is null
            || int.TryParse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out page);
        return isPage && page is >= 1 and <= MaxPage
            ? new PageCursor(page, size)
            : Failures.InvalidRequest("The cursor is none that this list has given.");
    }

    /// <summary>The page as text.</summary>
    public string Text => Page.ToString(CultureInfo.InvariantCulture);

    /// <summary>The size as text.</summary>
    public string SizeText => Size.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The page in an answer. It goes on by the total and not by a short page, because platforms cut the size of pages silently;
    /// and a page without rows is believed only where the total says so.
    /// </summary>
    /// <param name="reply">The answer.</param>
    /// <param name="rows">The rows in it; one that could not be read is null.</param>
    /// <param name="total">Rows that match; null where the answer does not tell.</param>
    /// <param name="maxRows">How deep the list can be paged; null where there is no limit.</param>
    public PlatformResult<ProductPage> Build(
        PlatformReply reply,
        ICollection<ProductListItem?> rows,
        long? total,
        int? maxRows
    )
    {
        var before = (Page - 1L) * Size;
        if (rows.Count == 0 && !(total <= before))
        {
            return Failures.UnknownShape(reply, "products");
        }

        var more = total is { } all ? before + Size < all : rows.Count >= Size;
        var beyond = more && before + (2L * Size) > maxRows;
        var next = more && !beyond ? (Page + 1).ToString(CultureInfo.InvariantCulture) : null;
        return new ProductPage([.. rows.OfType<ProductListItem>()], next, reply.Raw)
        {
            Total = total,
            BeyondLimit = beyond,
        };
    }
}
