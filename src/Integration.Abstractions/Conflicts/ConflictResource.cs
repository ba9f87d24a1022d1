namespace Integration.Conflicts;

/// <summary>A field that both sides changed, with both values; it stays when it is settled.</summary>
[GenerateSerializer, Immutable, Alias("integration.ConflictResource")]
public sealed record ConflictResource
{
    /// <summary>Its id, UUID v7.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The shop.</summary>
    [Id(1)]
    public required string Shop { get; init; }

    /// <summary>The platform's id of the product.</summary>
    [Id(2)]
    public required string Product { get; init; }

    /// <summary>The field.</summary>
    [Id(3)]
    public required ProductField Field { get; init; }

    /// <summary>The platform's id of the variant; null for the product itself.</summary>
    [Id(4)]
    public string? Variant { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(5)]
    public required ConflictState State { get; init; }

    /// <summary>What both sides last had in common; null where the platform told none.</summary>
    [Id(6)]
    public FieldValue? Base { get; init; }

    /// <summary>The value here.</summary>
    [Id(7)]
    public required FieldValue Local { get; init; }

    /// <summary>The platform's value.</summary>
    [Id(8)]
    public required FieldValue Remote { get; init; }

    /// <summary>The shop's policy when it was found.</summary>
    [Id(9)]
    public required ConflictPolicyKind Policy { get; init; }

    /// <summary>Which value was taken; null where none was.</summary>
    [Id(10)]
    public ConflictTake? Taken { get; init; }

    /// <summary>The third value that was taken; null where none was.</summary>
    [Id(11)]
    public FieldValue? Value { get; init; }

    /// <summary>When the value here was set, UTC.</summary>
    [Id(12)]
    public required DateTimeOffset EditedAt { get; init; }

    /// <summary>By whom.</summary>
    [Id(13)]
    public required string EditedBy { get; init; }

    /// <summary>When the platform's value was changed there, or read where it does not tell, UTC.</summary>
    [Id(14)]
    public required DateTimeOffset RemoteAt { get; init; }

    /// <summary>Who decided; null where no person did.</summary>
    [Id(15)]
    public string? DecidedBy { get; init; }

    /// <summary>Raised by each change; the value of <c>If-Match</c>.</summary>
    [Id(16)]
    public required long Version { get; init; }

    /// <summary>When it was found, UTC.</summary>
    [Id(17)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC.</summary>
    [Id(18)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended, UTC; null while it is open.</summary>
    [Id(19)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When the platform took the value that won, UTC; null where it has not, or need not.</summary>
    [Id(20)]
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Why the last write of the value that won failed; null where it did not.</summary>
    [Id(21)]
    public string? WriteError { get; init; }
}
