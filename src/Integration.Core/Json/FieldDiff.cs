using System.Text.Json;

namespace Integration.Json;

/// <summary>Compares two states of a record field by field; the elements of one list, which have ids, one by one.</summary>
public static class FieldDiff
{
    /// <summary>What changed; empty where nothing did. Null and absent are the same, and so are 1 and 1.00.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is now.</param>
    /// <param name="list">The list whose elements are compared by their <c>id</c>, in whatever order.</param>
    /// <param name="ignored">A field that is no change by itself; null for none.</param>
    public static IReadOnlyList<FieldChange> Between(
        JsonElement before,
        JsonElement after,
        string list,
        string? ignored = null
    )
    {
        var changes = new List<FieldChange>();
        foreach (var field in Names(before).Union(Names(after)).Where(name => name != ignored))
        {
            var (old, now) = (Field(before, field), Field(after, field));
            if (field == list && old is { } oldOnes && now is { } newOnes)
            {
                changes.AddRange(OfList(list, oldOnes, newOnes));
            }
            else
            {
                Compare(changes, field, old, now);
            }
        }

        return changes;
    }

    private static List<FieldChange> OfList(string list, JsonElement before, JsonElement after)
    {
        var changes = new List<FieldChange>();
        var (old, now) = (ByName(before), ByName(after));
        foreach (var name in old.Keys.Union(now.Keys))
        {
            var path = $"{list}[{name}]";
            if (old.TryGetValue(name, out var one) && now.TryGetValue(name, out var other))
            {
                foreach (var field in Names(one).Union(Names(other)))
                {
                    Compare(changes, $"{path}.{field}", Field(one, field), Field(other, field));
                }
            }
            else
            {
                Compare(changes, path, Find(old, name), Find(now, name));
            }
        }

        return changes;
    }

    // By id; those without one by their place, as people would.
    private static Dictionary<string, JsonElement> ByName(JsonElement elements)
    {
        var named = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (place, element) in elements.EnumerateArray().Index())
        {
            var name = Field(element, "id") is { ValueKind: JsonValueKind.String } id ? id.GetString()! : $"#{place}";
            named.TryAdd(name, element);
        }

        return named;
    }

    private static void Compare(List<FieldChange> changes, string field, JsonElement? old, JsonElement? now)
    {
        var isSame =
            old is { } one && now is { } other ? JsonElement.DeepEquals(one, other) : old is null && now is null;
        if (!isSame)
        {
            changes.Add(new FieldChange(field, old, now));
        }
    }

    private static IEnumerable<string> Names(JsonElement one) =>
        one.EnumerateObject().Select(static property => property.Name);

    private static JsonElement? Find(Dictionary<string, JsonElement> named, string name) =>
        named.TryGetValue(name, out var found) ? found : null;

    // A release that adds a field must not make all records look changed.
    private static JsonElement? Field(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
