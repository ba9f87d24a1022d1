using System.Text.Json;

namespace Integration.Sandbox.Demo;

/// <summary>
/// The file that the hub writes into. It is only ever added to: where another hub runs in the same folder, that one goes on
/// writing into it.
/// </summary>
internal sealed class HostLog
{
    private const long MostBytes = 16 << 20;
    private const int MostShown = 8;
    private const int Width = 200;
    private readonly string _file;
    private readonly long _start;

    /// <summary>Remembers where this run begins; a file that has grown large becomes <c>host.log.1</c>.</summary>
    public HostLog(string file)
    {
        _file = file;
        _start = File.Exists(file) ? new FileInfo(file).Length : 0;
        if (_start > MostBytes)
        {
            File.Move(file, file + ".1", overwrite: true);
            _start = 0;
        }
    }

    /// <summary>The last lines of this run, readable and short enough for a terminal.</summary>
    public IReadOnlyList<string> LastLines()
    {
        try
        {
            using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Seek(_start, SeekOrigin.Begin);
            using var reader = new StreamReader(stream);
            var lines = new Queue<string>();
            while (reader.ReadLine() is { } line)
            {
                if (lines.Count == MostShown)
                {
                    lines.Dequeue();
                }

                lines.Enqueue(line);
            }

            return [.. lines.Where(line => line.Length > 0).Select(Readable)];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Readable(string line)
    {
        var text = Parsed(line) ?? line;
        return text.Length <= Width ? text : text[..Width] + "…";
    }

    private static string? Parsed(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return root.TryGetProperty("Message", out var message) && root.TryGetProperty("LogLevel", out var level)
                ? $"{level} {message}"
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
