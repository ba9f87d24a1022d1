namespace Integration.Caching;

/// <summary>Look-ups of a day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Kinds">By kind of data.</param>
internal sealed record CacheDay(DateOnly Day, IReadOnlyList<CacheFigures> Kinds);
