using System.Text.Json;
using Integration.Json;
using Integration.Orders;

namespace Integration.Sync;

/// <summary>The states that an order passed through, where its platform keeps a history of them.</summary>
internal static class RecordSteps
{
    private const string Name = "steps";

    /// <summary>The steps that one answer tells and another did not, oldest first: known by time and state.</summary>
    /// <param name="before">The content as it was; null where there was none.</param>
    /// <param name="after">The content as it is.</param>
    public static OrderStep[] New(JsonElement? before, JsonElement after)
    {
        // Not by our status, which a later version may read out of the same state.
        var known = before is { } content ? Of(content).Select(Key).ToHashSet() : [];
        return [.. Of(after).Where(step => !known.Contains(Key(step)))];
    }

    private static (DateTimeOffset, string) Key(OrderStep step) => (step.At, step.StatusText);

    private static OrderStep[] Of(JsonElement content) =>
        content.TryGetProperty(Name, out var steps) && steps.ValueKind == JsonValueKind.Array
            ? steps.Deserialize<OrderStep[]>(WireJson.Options)!
            : [];
}
