using System.Text.RegularExpressions;

namespace Integration.Mapping;

/// <summary>Ids that people choose: sources, subscribers, names of API keys.</summary>
public static partial class ResourceIds
{
    /// <summary>What an id must be, as a sentence.</summary>
    public const string Rule = "1 to 63 characters of a-z, 0-9, dot, _ and -, beginning with a letter or digit.";

    /// <summary>Whether it is such an id.</summary>
    public static bool IsValid(string id) => id.Length <= 63 && Pattern().IsMatch(id);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,62}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
