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

    /// <summary>Products that a page really has, 1 to <see cref="Size"/>: fewer where the platform cuts pages and does not say so.</summary>
    public int Rows { get; private init; } = Size;

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

        return query.Cursor is not { } text ? new PageCursor(1, size)
            : Parse(text, size) is { } cursor ? cursor
            : Failures.InvalidRequest("The cursor is none that this list has given.");
    }

    /// <summary>The page as text.</summary>
    public string Text => Page.ToString(CultureInfo.InvariantCulture);

    /// <summary>The size as text.</summary>
    public string SizeText => Size.ToString(CultureInfo.InvariantCulture);

    /// <summary>The cursor with the length of pages as the first page shows it.</summary>
    public PageCursor Measured(ListAnswer answer) =>
        Page == 1 && answer.Rows is > 0 and var rows && rows < Size && rows < answer.Total
            ? this with
            {
                Rows = rows,
            }
            : this;

    /// <summary>
    /// The page in an answer, and the one behind it as the next. It goes on by the total, never by a short page: platforms cut
    /// pages silently, and then the last one is not where the size asked for would put it.
    /// </summary>
    public PlatformResult<ProductPage> CountUp(ListAnswer answer)
    {
        if (answer.Total is not { } total)
        {
            return Failures.UnknownShape(answer.Reply, "a total");
        }

        var measured = Measured(answer);
        var more = (long)Page * measured.Rows < total;
        return Build(answer, more ? measured with { Page = Page + 1 } : null);
    }

    /// <summary>The page in an answer, and the one before it as the next.</summary>
    public PlatformResult<ProductPage> CountDown(ListAnswer answer) =>
        Build(answer, Page > 1 ? this with { Page = Page - 1 } : null);

    // "3", or "3-20" where pages are cut to 20.
    private static PageCursor? Parse(string text, int size)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var (page, rows) = (Number(dash < 0 ? text : text[..dash]), dash < 0 ? size : Number(text[(dash + 1)..]));
        return page is >= 1 and <= MaxPage && rows >= 1 && rows <= size
            ? new PageCursor(page.Value, size) { Rows = rows.Value }
            : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A page without rows is believed only where the total says so.
    private PlatformResult<ProductPage> Build(ListAnswer answer, PageCursor? next) =>
        answer.Rows > 0 || answer.Total <= (Page - 1L) * Size
            ? new ProductPage(
                answer.Items,
                next is null ? null
                    : next.Rows == next.Size ? next.Text
                    : string.Create(CultureInfo.InvariantCulture, $"{next.Page}-{next.Rows}"),
                answer.Reply.Raw
            )
            {
                Total = answer.Total,
                Unread = answer.Unread,
            }
            : Failures.UnknownShape(answer.Reply, "products");
}
