namespace Integration.Sync;

/// <summary>
/// Which records count as deleted: those that two full walks in a row, and everybody else since the first of them began, have not
/// seen.
/// </summary>
/// <param name="SeenBefore">Records whose mark is lower than this generation.</param>
/// <param name="By">And whose time of this kind …; null for all records.</param>
/// <param name="From">… is here or later; one without that time is not deleted. Null for all records.</param>
public sealed record DeletionScope(int SeenBefore, WindowTime? By, DateTimeOffset? From);
