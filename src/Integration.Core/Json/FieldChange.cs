using System.Text.Json;

namespace Integration.Json;

/// <summary>What changed in one field of a record.</summary>
/// <param name="Field">The field's name; of an element of its list <c>lines[id].price</c>.</param>
/// <param name="Before">What was there; null where nothing was.</param>
/// <param name="After">What is there; null where nothing is.</param>
public sealed record FieldChange(string Field, JsonElement? Before, JsonElement? After);
