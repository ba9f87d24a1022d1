namespace Integration.Conflicts;

/// <summary>How conflicts of a shop are settled.</summary>
[GenerateSerializer, Immutable, Alias("integration.ConflictPolicy")]
public sealed record ConflictPolicy
{
    /// <summary>Whose value stays.</summary>
    [Id(0)]
    public required ConflictPolicyKind Policy { get; init; }

    /// <summary>With <see cref="ConflictPolicyKind.FieldOwner"/>: who owns what; else null.</summary>
    [Id(1)]
    public FieldOwners? Owners { get; init; }
}
