namespace Integration.Lists;

/// <summary>A page of a list, the newest first.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="Data">At most the limit.</param>
/// <param name="After">Where the next page begins; null when this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, string? After)
{
    internal static Page<T> Of(List<T> rows, PageRequest page, Func<T, string> key)
    {
        if (rows.Count <= page.Limit)
        {
            return new Page<T>(rows, null);
        }

        rows.RemoveRange(page.Limit, rows.Count - page.Limit);
        return new Page<T>(rows, key(rows[^1]));
    }
}
