using System.Text.Json;

namespace Integration.Sync;

/// <summary>Walks and marks as they are stored: not in the API's own JSON, whose durations and instants are made for people.</summary>
internal static class WalkJson
{
    public static string Of<T>(T state) => JsonSerializer.Serialize(state);

    public static SyncMarks Marks(string? text) =>
        text is null ? new() : JsonSerializer.Deserialize<SyncMarks>(text) ?? new();

    /// <summary>Reads a walk.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SyncWalk Walk(string? text) =>
        JsonSerializer.Deserialize<SyncWalk>(text ?? "null") ?? throw new JsonException("The run has no walk.");
}
