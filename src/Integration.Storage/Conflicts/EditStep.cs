namespace Integration.Conflicts;

/// <summary>What a newer answer of the platform means for an edit.</summary>
/// <param name="Edit">As it is from now on; null where it is gone.</param>
/// <param name="EndsOpen">Whether an open conflict of it has become obsolete.</param>
/// <param name="Found">The conflict that was found, or goes on; null for none.</param>
internal sealed record EditStep(StoredEdit? Edit, bool EndsOpen = false, FoundConflict? Found = null);
