using Integration.Platforms;

namespace Integration.Collections;

/// <summary>An item of a collection as the API shows it.</summary>
public sealed record CollectionItemResource
{
    /// <summary>Its place in the collection, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>As it was given.</summary>
    public required string Input { get; init; }

    /// <summary>The platform's id; null while a link has not been followed.</summary>
    public string? ProductId { get; init; }

    /// <summary>What became of it.</summary>
    public required CollectionItemStatus Status { get; init; }

    /// <summary>Attempts so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>The product's version that it led to; null without a product.</summary>
    public long? ProductVersion { get; init; }

    /// <summary>How the last attempt failed; null where none did.</summary>
    public FailureKind? FailureKind { get; init; }

    /// <summary>What was wrong with it.</summary>
    public FailureReason? FailureReason { get; init; }

    /// <summary>A sentence for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>When it is asked for again at the earliest; only while it waits.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it got its result, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
