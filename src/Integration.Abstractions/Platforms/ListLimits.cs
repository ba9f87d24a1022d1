namespace Integration.Platforms;

/// <summary>Limits of a shop's list.</summary>
/// <param name="MaxPageSize">Products a page, 1 or more.</param>
/// <param name="FiltersByChange">Whether a window of changes can be asked for; else every scan is a full one.</param>
/// <param name="MaxRows">How deep one list can be paged, in products; null where there is no such limit.</param>
public sealed record ListLimits(int MaxPageSize, bool FiltersByChange, int? MaxRows = null)
{
    /// <summary>
    /// What the list tells of every product that has it, by its canonical name: where it is left empty there is none any more. What else
    /// is left empty stays as a detail told it.
    /// </summary>
    public string[] Tells { get; init; } = [];
}
