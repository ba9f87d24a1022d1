namespace Integration.Conflicts;

/// <summary>The local edit of one field.</summary>
[GenerateSerializer, Immutable, Alias("integration.ProductEditResource")]
public sealed record ProductEditResource
{
    /// <summary>The field.</summary>
    [Id(0)]
    public required ProductField Field { get; init; }

    /// <summary>The platform's id of the variant; null for the product itself.</summary>
    [Id(1)]
    public string? Variant { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public required ProductEditState State { get; init; }

    /// <summary>The value here.</summary>
    [Id(3)]
    public required FieldValue Local { get; init; }

    /// <summary>The platform's value as it was last read; null where it tells none.</summary>
    [Id(4)]
    public FieldValue? Remote { get; init; }

    /// <summary>What both sides last had in common; null where the platform told none.</summary>
    [Id(5)]
    public FieldValue? Base { get; init; }

    /// <summary>The conflict that it is in, or was in last; null for none.</summary>
    [Id(6)]
    public Guid? ConflictId { get; init; }

    /// <summary>When the value here was set, UTC.</summary>
    [Id(7)]
    public required DateTimeOffset EditedAt { get; init; }

    /// <summary>By whom: the API key's eight public characters.</summary>
    [Id(8)]
    public required string EditedBy { get; init; }

    /// <summary>Writes to the platform so far.</summary>
    [Id(9)]
    public required int Attempts { get; init; }

    /// <summary>When it is written at the earliest, UTC; null where it is not owed.</summary>
    [Id(10)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When the platform took a value of it, UTC; null where it has not.</summary>
    [Id(11)]
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Why the last write failed; null where it did not.</summary>
    [Id(12)]
    public string? Error { get; init; }
}
