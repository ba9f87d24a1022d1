using System.Globalization;
using Integration.Calls;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>Which page a query of a list means, where a platform counts its pages from 1.</summary>
/// <param name="Page">1 or more.</param>
/// <param name="Size">Products a page.</param>
internal sealed record PageCursor(int Page, int Size)
{
    /// <summary>The largest number of a page that is believed.</summary>
    public const int MaxPage = 1_000_000;

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
    /// The page in an answer, and the one behind it as the next. It goes on by the total and not by a short page, because platforms
    /// cut the size of pages silently.
    /// </summary>
    public PlatformResult<ProductPage> CountUp(ListAnswer answer)
    {
        var more = answer.Total is { } total ? (long)Page * Size < total : answer.Rows.Length >= Size;
        return Build(answer, more ? Page + 1 : null);
    }

    /// <summary>The page in an answer, and the one before it as the next.</summary>
    public PlatformResult<ProductPage> CountDown(ListAnswer answer) => Build(answer, Page > 1 ? Page - 1 : null);

    // A page without rows is believed only where the total says so, and one with a row that cannot be read not at all: what is
    // left out of a list counts as gone.
    private PlatformResult<ProductPage> Build(ListAnswer answer, int? next)
    {
        var (reply, rows, total) = answer;
        var isWhole = rows.Length == 0 ? total <= (Page - 1L) * Size : Array.TrueForAll(rows, one => one is not null);
        return isWhole
            ? new ProductPage(
                [.. rows.OfType<ProductListItem>()],
                next?.ToString(CultureInfo.InvariantCulture),
                reply.Raw
            )
            {
                Total = total,
            }
            : Failures.UnknownShape(reply, "readable products");
    }
}
