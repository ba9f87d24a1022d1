using Integration.Lists;

namespace Integration.Requests;

/// <summary>A page of a list as the API shows it.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="Data">At most the limit.</param>
/// <param name="NextCursor">For <c>cursor</c> of the next request; null when this is the last page.</param>
public sealed record PageAnswer<T>(IReadOnlyList<T> Data, string? NextCursor);

/// <summary>Makes the answers of pages.</summary>
internal static class PageAnswer
{
    /// <summary>The answer for a page.</summary>
    public static PageAnswer<T> Of<T>(Page<T> page) => new(page.Data, Cursor.Write(page.After));
}
