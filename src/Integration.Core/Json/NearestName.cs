namespace Integration.Json;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    // Longer names are nobody's typing error, and the distance costs the product of both lengths.
    private const int LongestName = 64;

    /// <summary>
    /// The known name with the smallest Levenshtein distance, without regard to case, hyphens and underscores; null
    /// where even that differs in more than half of its characters.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > LongestName)
            return null;
        var wanted = Fold(name);
        return known
            .Where(k => k.Length <= LongestName)
            .Select(k => (Name: k, Distance: Distance(wanted, Fold(k))))
            .Where(c => c.Distance <= Math.Max(c.Name.Length, wanted.Length) / 2)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name)
            .FirstOrDefault();
    }

    private static string Fold(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Levenshtein distance with one row.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
