namespace Integration.Benchmarks.Reports;

/// <summary>
/// A Markdown file with a part for each benchmark between two marks; a run replaces its own part and leaves the rest.
/// </summary>
internal static class ReportFile
{
    /// <summary>Writes a part; nothing where no file was asked for.</summary>
    public static void Write(string? path, string part, string markdown)
    {
        if (path is null)
        {
            return;
        }

        var begin = $"<!-- {part} begin -->";
        var end = $"<!-- {part} end -->";
        var text = File.Exists(path) ? File.ReadAllText(path) : "# Benchmarks\n";
        var block = $"{begin}\n{markdown.ReplaceLineEndings("\n").Trim()}\n{end}";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        text =
            from >= 0 && to > from
                ? text[..from] + block + text[(to + end.Length)..]
                : $"{text.TrimEnd()}\n\n## {part}\n\n{block}\n";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text);
    }
}
