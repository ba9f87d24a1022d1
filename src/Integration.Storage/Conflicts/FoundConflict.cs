namespace Integration.Conflicts;

/// <summary>A field that both sides changed.</summary>
/// <param name="Edit">The edit as it was.</param>
/// <param name="Remote">The platform's value.</param>
/// <param name="RemoteAt">When that was changed, or read where the platform does not tell.</param>
/// <param name="Policy">The shop's policy.</param>
/// <param name="Taken">What the policy takes; null where a person decides.</param>
internal sealed record FoundConflict(
    StoredEdit Edit,
    FieldValue Remote,
    DateTimeOffset RemoteAt,
    ConflictPolicyKind Policy,
    ConflictTake? Taken
);
