using System.Text.Json;

namespace Integration.Sync;

/// <summary>What one version of an order or product brought.</summary>
public sealed record RecordVersionResource
{
    /// <summary>The version, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The type of its event.</summary>
    public required string Event { get; init; }

    /// <summary>By field, with what was there before and is there after; empty for the first version.</summary>
    public required JsonElement Changes { get; init; }

    /// <summary>When the platform changed it; null where it does not tell.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
