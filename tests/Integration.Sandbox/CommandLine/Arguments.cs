namespace Integration.Sandbox.CommandLine;

/// <summary>Reads the values of options; what is wrong is added to the faults.</summary>
internal static class Arguments
{
    public static TimeSpan? Duration(string option, string? text, List<string> faults)
    {
        if (text is null)
        {
            return null;
        }

        if (Durations.TryParse(text, out var duration))
        {
            return duration;
        }

        faults.Add($"{option}: '{text}' is no duration such as 500ms, 20s, 5m, 2h.");
        return null;
    }

    public static Uri? Url(string option, string text, List<string> faults)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https"))
        {
            return url;
        }

        faults.Add($"{option}: '{text}' is no http or https address.");
        return null;
    }
}
