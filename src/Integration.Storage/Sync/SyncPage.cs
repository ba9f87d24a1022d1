namespace Integration.Sync;

/// <summary>What a page of a shop's list, or a record that was asked for by itself, brings.</summary>
/// <param name="Shop">The shop, which is the source of the events.</param>
/// <param name="Platform">The platform's name.</param>
/// <param name="Kind">What it is of.</param>
/// <param name="ReadAt">When the platform gave it.</param>
public sealed record SyncPage(string Shop, string Platform, SyncKind Kind, DateTimeOffset ReadAt)
{
    /// <summary>The records; one that stands there twice counts once.</summary>
    public IReadOnlyList<SyncRecord> Records { get; init; } = [];

    /// <summary>Rows that are no record.</summary>
    public IReadOnlyList<FailedRecord> Failures { get; init; } = [];

    /// <summary>The run that read it; null where a record was asked for by itself.</summary>
    public SyncPageStep? Step { get; init; }

    /// <summary>
    /// Whether local edits of its products are compared with what is stored of them afterwards, whether that has changed or not; else
    /// only those of products that have.
    /// </summary>
    public bool ComparesEdits { get; init; }

    /// <summary>Whether orders on their way get a task that looks for their packages: the list does not tell them.</summary>
    public bool Enriches { get; init; }
}
