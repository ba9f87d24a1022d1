namespace Integration.Collections;

/// <summary>A collection as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("integration.CollectionResource")]
public sealed record CollectionResource
{
    /// <summary>Its id, UUID v7.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The account that asks.</summary>
    [Id(1)]
    public required string Account { get; init; }

    /// <summary>The account's platform.</summary>
    [Id(2)]
    public required string Platform { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)]
    public required CollectionState State { get; init; }

    /// <summary>Whether the account's own shop is listed.</summary>
    [Id(4)]
    public required bool Shop { get; init; }

    /// <summary>The languages asked for; empty for the platform's own.</summary>
    [Id(5)]
    public required string[] Languages { get; init; }

    /// <summary>The currency asked for, several joined by commas; null for the platform's own.</summary>
    [Id(6)]
    public string? Currency { get; init; }

    /// <summary>The country asked for; null for the configured one.</summary>
    [Id(22)]
    public string? Country { get; init; }

    /// <summary>How old a product may be without being asked for again.</summary>
    [Id(7)]
    public required string MaxAge { get; init; }

    /// <summary>Items; of a shop those that have been listed so far.</summary>
    [Id(8)]
    public required int Total { get; init; }

    /// <summary>Items without a result.</summary>
    [Id(9)]
    public required int Waiting { get; init; }

    /// <summary>Items whose product is new or has changed.</summary>
    [Id(10)]
    public required int Collected { get; init; }

    /// <summary>Items whose product is as it was.</summary>
    [Id(11)]
    public required int Unchanged { get; init; }

    /// <summary>Items whose product was collected recently enough.</summary>
    [Id(12)]
    public required int Fresh { get; init; }

    /// <summary>Items without a product.</summary>
    [Id(13)]
    public required int Failed { get; init; }

    /// <summary>Items that were waiting when it was cancelled.</summary>
    [Id(14)]
    public required int Cancelled { get; init; }

    /// <summary>Queries made: a batch of products in one language, or a page of the list. A platform may need two requests for one.</summary>
    [Id(15)]
    public required long Calls { get; init; }

    /// <summary>Whether a shop's list has been read to its end; true where none is read.</summary>
    [Id(16)]
    public required bool Listed { get; init; }

    /// <summary>Why it failed, or why the shop's list ended early; null where nothing did.</summary>
    [Id(17)]
    public string? Error { get; init; }

    /// <summary>By the pace so far; null where nothing is known yet, and when it is over.</summary>
    [Id(18)]
    public DateTimeOffset? EstimatedEnd { get; init; }

    /// <summary>Who started it: an API key's eight characters.</summary>
    [Id(19)]
    public required string CreatedBy { get; init; }

    /// <summary>When it was started, UTC.</summary>
    [Id(20)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    [Id(21)]
    public DateTimeOffset? FinishedAt { get; init; }
}
