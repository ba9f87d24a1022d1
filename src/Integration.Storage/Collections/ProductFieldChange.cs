using System.Text.Json;

namespace Integration.Collections;

/// <summary>What is new about one field of a product.</summary>
/// <param name="Field">The field's path, such as <c>titles</c> or <c>variants[4711].prices</c>.</param>
/// <param name="Before">What was there; null where nothing was.</param>
/// <param name="After">What is there; null where nothing is.</param>
public sealed record ProductFieldChange(string Field, JsonElement? Before, JsonElement? After);
