namespace Integration.Conflicts;

/// <summary>What can be written to a shop's platform.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Fields">The fields; empty where it takes none.</param>
public sealed record WritableFields(string Platform, IReadOnlyList<ProductField> Fields);
