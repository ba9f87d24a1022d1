namespace Integration.Conflicts;

/// <summary>
/// Whose turn it is to be written to: the accounts of a platform one after the other, a batch each, by as many workers as write at once.
/// An account that has more waits behind the others, so that one with much to do keeps nobody out. Safe to be used by many at once.
/// </summary>
/// <param name="atOnce">Workers of a platform.</param>
internal sealed class OwedTurns(int atOnce)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    // Those that wait and those whose turn it is.
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);

    /// <summary>Lets an account wait for its turn, unless it does or has it.</summary>
    /// <returns>Whether a worker of its platform has to begin for it.</returns>
    public bool Add(string account, string platform)
    {
        lock (_lock)
        {
            if (!_accounts.Add(account))
            {
                return false;
            }

            if (!_lines.TryGetValue(platform, out var line))
            {
                _lines[platform] = line = new Line();
            }

            line.Waiting.Enqueue(account);
            if (line.Workers == atOnce)
            {
                return false;
            }

            line.Workers++;
            return true;
        }
    }

    /// <summary>The account that waits longest; null where none does, and the worker ends.</summary>
    public string? Next(string platform)
    {
        lock (_lock)
        {
            var line = _lines[platform];
            if (line.Waiting.TryDequeue(out var account))
            {
                return account;
            }

            line.Workers--;
            return null;
        }
    }

    /// <summary>An account has had its turn; where it has more, it waits for the next one.</summary>
    public void End(string account, string platform, bool hasMore)
    {
        lock (_lock)
        {
            if (hasMore)
            {
                _lines[platform].Waiting.Enqueue(account);
            }
            else
            {
                _accounts.Remove(account);
            }
        }
    }

    private sealed class Line
    {
        public Queue<string> Waiting { get; } = [];

        public int Workers { get; set; }
    }
}
