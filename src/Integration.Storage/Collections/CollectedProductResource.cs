using System.Text.Json;

namespace Integration.Collections;

/// <summary>A collected product as the API shows it.</summary>
public sealed record CollectedProductResource
{
    /// <summary>The platform.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's id.</summary>
    public required string ProductId { get; init; }

    /// <summary>Raised by each change, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The canonical product.</summary>
    public required JsonElement Product { get; init; }

    /// <summary>The languages it was asked for in; empty for the platform's own.</summary>
    public required string[] Languages { get; init; }

    /// <summary>The currency it was asked for in, several joined by commas; null for the platform's own.</summary>
    public string? Currency { get; init; }

    /// <summary>The country it was asked for; null for the configured one.</summary>
    public string? Country { get; init; }

    /// <summary>Raw payloads that lie beside it, one a language; 0 where they were larger than is kept.</summary>
    public required int Payloads { get; init; }

    /// <summary>When it was first collected, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last change was found, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was last collected, UTC.</summary>
    public required DateTimeOffset CollectedAt { get; init; }
}
