namespace Integration.Conflicts;

/// <summary>A local edit as it is stored.</summary>
internal sealed record StoredEdit
{
    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The field.</summary>
    public required EditedField Field { get; init; }

    /// <summary>The value here.</summary>
    public required FieldValue Local { get; init; }

    /// <summary>What both sides last had in common; null where the platform told none.</summary>
    public FieldValue? Base { get; init; }

    /// <summary>What the platform had before our last write; null where there was none.</summary>
    public FieldValue? BeforeWrite { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProductEditState State { get; init; }

    /// <summary>Raised by each change of the value here.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>The conflict that it is in, or was in last.</summary>
    public Guid? ConflictId { get; init; }

    /// <summary>When the value here was set.</summary>
    public required DateTimeOffset EditedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string EditedBy { get; init; }

    /// <summary>When it is written at the earliest.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Writes so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When the platform took a value of it.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>Why the last write failed.</summary>
    public string? Error { get; init; }
}
