using System.Text.Json;

namespace Integration.Sandbox.Senders;

/// <summary>One event's part of the hub's answer.</summary>
/// <param name="EventId">The hub's id; null where the event was refused.</param>
/// <param name="Duplicate">Whether the hub knew it already.</param>
internal sealed record HubAnswer(string? EventId, bool Duplicate)
{
    /// <summary>Reads <c>{"event_id","duplicate"}</c> or <c>{"results":[…]}</c>.</summary>
    /// <exception cref="JsonException">The answer is neither.</exception>
    public static IReadOnlyList<HubAnswer> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return root.TryGetProperty("results", out var results)
            ? [.. results.EnumerateArray().Select(One)]
            : [One(root)];
    }

    private static HubAnswer One(JsonElement item) =>
        item.TryGetProperty("event_id", out var id)
            ? new HubAnswer(id.GetString(), item.GetProperty("duplicate").GetBoolean())
            : new HubAnswer(null, false);
}
