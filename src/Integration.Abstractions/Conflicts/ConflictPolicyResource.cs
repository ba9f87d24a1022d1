namespace Integration.Conflicts;

/// <summary>The policy of a shop as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("integration.ConflictPolicyResource")]
public sealed record ConflictPolicyResource
{
    /// <summary>The shop.</summary>
    [Id(0)]
    public required string Shop { get; init; }

    /// <summary>Whose value stays; by hand while nobody has chosen.</summary>
    [Id(1)]
    public required ConflictPolicyKind Policy { get; init; }

    /// <summary>Who owns what; null where the policy is another.</summary>
    [Id(2)]
    public FieldOwners? Owners { get; init; }

    /// <summary>Raised by each change; the value of <c>If-Match</c>. 0 while nobody has chosen.</summary>
    [Id(3)]
    public required long Version { get; init; }

    /// <summary>When it was chosen, UTC; null while nobody has.</summary>
    [Id(4)]
    public DateTimeOffset? UpdatedAt { get; init; }
}
