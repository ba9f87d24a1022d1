using System.Text.Json;

namespace Integration.Collections;

/// <summary>What one version of a product brought.</summary>
public sealed record CollectedProductVersion
{
    /// <summary>The version, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>By field, with what was there before and what is there after; empty for the first version.</summary>
    public required JsonElement Changes { get; init; }

    /// <summary>The collection that found it.</summary>
    public required Guid Collection { get; init; }

    /// <summary>When it was found, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
