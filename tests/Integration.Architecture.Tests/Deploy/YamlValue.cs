namespace Integration.Deploy;

/// <summary>A part of a YAML document; what is not there is an empty value, so that a path can be followed to its end.</summary>
internal sealed class YamlValue(object? value)
{
    public string? Text => value as string;

    public bool IsThere => value is not null;

    public IReadOnlyList<YamlValue> Items =>
        value is List<object?> list ? [.. list.Select(item => new YamlValue(item))] : [];

    public IReadOnlyDictionary<string, YamlValue> Fields =>
        value is Dictionary<object, object?> map
            ? map.ToDictionary(pair => (string)pair.Key, pair => new YamlValue(pair.Value), StringComparer.Ordinal)
            : new Dictionary<string, YamlValue>(StringComparer.Ordinal);

    public YamlValue this[string field] => Fields.TryGetValue(field, out var found) ? found : new YamlValue(null);
}
