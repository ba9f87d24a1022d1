using System.Text;

namespace Integration.EmbeddedPostgres;

/// <summary>
/// What the server says: kept in a file of bounded size (one older file beside it) and, the last lines, in memory for
/// the message of a failed start.
/// </summary>
internal sealed class PostgresLog(string file, int fileLimit) : IDisposable
{
    private const int KeptLines = 20;
    private readonly Lock _gate = new();
    private readonly Queue<string> _last = new(KeptLines);
    private FileStream? _stream;
    private bool _closed;

    /// <summary>Appends a line. A disk that is full or gone costs the line, never the server.</summary>
    public void Append(string line)
    {
        lock (_gate)
        {
            if (_last.Count == KeptLines)
            {
                _last.Dequeue();
            }

            _last.Enqueue(line);
            try
            {
                Write(line);
            }
            catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
            {
                _stream?.Dispose();
                _stream = null;
            }
        }
    }

    /// <summary>Forgets the kept lines, so that the next failure is explained by its own.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _last.Clear();
        }
    }

    /// <summary>The last lines that name an error, or else the last lines, on one line.</summary>
    public string Explanation()
    {
        lock (_gate)
        {
            var errors = _last.Where(line =>
                line.Contains("FATAL", StringComparison.Ordinal)
                || line.Contains("PANIC", StringComparison.Ordinal)
                || line.Contains("ERROR", StringComparison.Ordinal)
                || line.Contains("could not", StringComparison.Ordinal)
            );
            var said = errors.DefaultIfEmpty(_last.LastOrDefault() ?? "it said nothing").TakeLast(3);
            return string.Join(" | ", said);
        }
    }

    /// <summary>Whether the server said that its port belongs to somebody else.</summary>
    public bool SaysPortIsTaken()
    {
        lock (_gate)
        {
            return _last.Any(line => line.Contains("could not bind", StringComparison.Ordinal));
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _stream?.Dispose();
            _stream = null;
        }
    }

    private void Write(string line)
    {
        if (_closed)
        {
            return;
        }

        _stream ??= Open();
        _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
        if (_stream.Length >= fileLimit)
        {
            _stream.Dispose();
            _stream = null;
            File.Move(file, file + ".1", overwrite: true);
        }
    }

    private FileStream Open() =>
        new(
            file,
            new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                // What a full disk refused must not be tried once more by closing the file.
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
}
