namespace Integration.Platforms;

/// <summary>Every platform whose connector is registered, ordered by id. Fixed from the start on.</summary>
/// <param name="All">One for each.</param>
public sealed record PlatformDescriptions(IReadOnlyList<PlatformDescription> All);
