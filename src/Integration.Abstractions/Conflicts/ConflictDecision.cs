namespace Integration.Conflicts;

/// <summary>A person's decision about a conflict.</summary>
[GenerateSerializer, Immutable, Alias("integration.ConflictDecision")]
public sealed record ConflictDecision
{
    /// <summary>Which value is taken.</summary>
    [Id(0)]
    public required ConflictTake Take { get; init; }

    /// <summary>With <see cref="ConflictTake.Value"/>: that value, of the field's kind; else null.</summary>
    [Id(1)]
    public FieldValue? Value { get; init; }
}
