using System.Text.RegularExpressions;

namespace Integration.CommandLine;

/// <summary>Turns texts into values and collects everything that is wrong with them.</summary>
/// <param name="faults">Where faults are added, one sentence each.</param>
internal sealed partial class ArgumentValues(List<string> faults)
{
    /// <summary>One of the names of an enumeration, in lower case.</summary>
    public T Choice<T>(NamedValue given, T otherwise)
        where T : struct, Enum
    {
        if (given.Text is null)
        {
            return otherwise;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), given.Text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var names = string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));
        faults.Add($"{given.Place}: '{given.Text}' is none of {names}.");
        return otherwise;
    }

    /// <summary>A folder, which need not be there yet.</summary>
    public string Folder(NamedValue given, string otherwise)
    {
        if (given.Text is null)
        {
            return otherwise;
        }

        if (string.IsNullOrWhiteSpace(given.Text))
        {
            faults.Add($"{given.Place}: is empty.");
        }
        else if (File.Exists(given.Text))
        {
            faults.Add($"{given.Place}: '{given.Text}' is a file, not a folder.");
        }

        return given.Text;
    }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public IReadOnlyList<string> Urls(NamedValue given, IReadOnlyList<string> otherwise)
    {
        if (given.Text is null)
        {
            return otherwise;
        }

        var urls = given.Text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0)
        {
            faults.Add($"{given.Place}: is empty.");
        }

        faults.AddRange(
            urls.Where(url => !CanListenOn(url))
                .Select(url => $"{given.Place}: '{url}' is no address to listen on, such as http://127.0.0.1:8080.")
        );
        return urls;
    }

    /// <summary>Pairs of a configuration key and a value; the last one of a key counts.</summary>
    public IReadOnlyDictionary<string, string?> Settings(IReadOnlyList<string> given)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in given)
        {
            var end = pair.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0)
            {
                faults.Add($"--set: '{pair}' is not KEY=VALUE.");
                continue;
            }

            settings[pair[..end].Trim().Replace("__", ":", StringComparison.Ordinal)] = pair[(end + 1)..];
        }

        return settings;
    }

    /// <summary>The name of an API key: the pattern of all ids that people choose.</summary>
    public string? Name(NamedValue given)
    {
        if (given.Text is not null && !IdPattern().IsMatch(given.Text))
        {
            faults.Add($"{given.Place}: '{given.Text}' does not match {IdPattern()}.");
        }

        return given.Text;
    }

    private static bool CanListenOn(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https"
                && address.Host.Length > 0
                && address.PathBase.Length == 0
                && address.Port is >= 0 and <= ushort.MaxValue;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,62}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();
}
