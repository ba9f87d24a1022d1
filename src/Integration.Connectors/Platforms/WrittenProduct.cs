namespace Integration.Platforms;

/// <summary>A product that a platform has taken.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Existed">Whether a creation found it there already, made by an earlier one of the same seller's code.</param>
public sealed record WrittenProduct(string Id, bool Existed = false);
