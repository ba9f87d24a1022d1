using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Integration.Accounts;

/// <summary>What was logged, to be looked at and to be waited for.</summary>
internal sealed class RecordedLog<T> : ILogger<T>
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _all = [];

    /// <summary>Everything so far.</summary>
    public string Text
    {
        get
        {
            lock (_all)
            {
                return string.Join('\n', _all);
            }
        }
    }

    /// <summary>Waits for a line that holds a text.</summary>
    public async Task Says(string text)
    {
        while (
            !(await _lines.Reader.ReadAsync(TestContext.Current.CancellationToken)).Contains(
                text,
                StringComparison.Ordinal
            )
        ) { }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var line = $"{formatter(state, exception)} {exception}";
        lock (_all)
        {
            _all.Add(line);
        }

        _lines.Writer.TryWrite(line);
    }
}
