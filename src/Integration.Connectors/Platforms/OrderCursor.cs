using System.Globalization;
using Integration.Calls;

namespace Integration.Platforms;

/// <summary>Which page of a list of orders is meant, where a platform counts its pages from 1.</summary>
/// <param name="Page">1 or more.</param>
/// <param name="Size">Orders a page as asked for.</param>
internal sealed record OrderCursor(int Page, int Size)
{
    /// <summary>The largest number of a page that is believed.</summary>
    public const int MaxPage = 1_000_000;

    /// <summary>Orders that a page really has, 1 to <see cref="Size"/>: fewer where the platform cuts pages and does not say so.</summary>
    public int Rows { get; init; } = Size;

    /// <summary>Orders that matched when the page before was read; null for the first query.</summary>
    public long? Total { get; init; }

    /// <summary>Reads a query; a failure where it asks for what the list cannot give.</summary>
    public static PlatformResult<OrderCursor> Read(OrderListQuery query, OrderLimits limits)
    {
        var size = query.PageSize ?? limits.MaxPageSize;
        if (size < 1 || size > limits.MaxPageSize)
        {
            return Failures.InvalidRequest($"A page has 1 to {limits.MaxPageSize} orders, not {size}.");
        }

        var window = query.Window;
        if (Array.Find(limits.Windows, one => one.By == window.By) is not { } limit)
        {
            return Failures.Unsupported("The list has no windows by this time of an order.");
        }

        if (window.To < window.From)
        {
            return Failures.InvalidRequest("The window ends before it begins.");
        }

        if (limit.MaxSeconds is { } most && window.To - window.From > TimeSpan.FromSeconds(most))
        {
            return Failures.InvalidRequest($"A window has at most {most} seconds.");
        }

        return query.Cursor is not { } text ? new OrderCursor(1, size)
            : Parse(text, size) is { } cursor ? cursor
            : Failures.InvalidRequest("The cursor is none that this list has given.");
    }

    /// <summary>The page as text.</summary>
    public string PageText => Page.ToString(CultureInfo.InvariantCulture);

    /// <summary>The size as text.</summary>
    public string SizeText => Size.ToString(CultureInfo.InvariantCulture);

    /// <summary>The cursor as callers keep it: page, rows of a page, orders in all.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Page}-{Rows}-{Total ?? 0}");

    private static OrderCursor? Parse(string text, int size) =>
        text.Split('-') is [var page, var rows, var total]
        && Number(page) is >= 1 and <= MaxPage and var at
        && Number(rows) is >= 1 and var real
        && real <= size
        && Number(total) is { } all
            ? new OrderCursor((int)at, size) { Rows = (int)real, Total = all }
            : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
