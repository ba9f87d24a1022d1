namespace Integration.Mapping;

/// <summary>Placeholder.</summary>
public static class EventTypes
{
    /// <summary>x</summary>
    public static bool Matches(string pattern, string type) =>
        pattern == "*"
        || pattern == type
        || (
            pattern.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(pattern[..^1], StringComparison.Ordinal)
        );
}
