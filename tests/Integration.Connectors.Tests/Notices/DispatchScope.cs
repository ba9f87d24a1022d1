namespace Integration.Notices;

/// <summary>A dispatcher with a channel that answers what a test says.</summary>
internal sealed class DispatchScope : INoticeChannel, IDisposable
{
    /// <summary>What a channel says that cannot be reached.</summary>
    public static readonly NoticeResult Away = new(NoticeFailureKind.Transient, "It is away.");

    private readonly List<NoticeDispatcher> _opened = [];

    public SignallingTime Time { get; } = new(NoticeScope.Start);

    public MemoryNoticeStore Store { get; } = new();

    public NoticeDispatchOptions Options { get; } = new();

    public NoticeDispatcher Dispatcher { get; private set; } = null!;

    /// <summary>What the channel says to a message.</summary>
    public Func<Notice, NoticeResult> Answer { get; set; } = static _ => NoticeResult.Sent;

    /// <summary>Awaited before the channel answers.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Messages that the channel took, with the time since the start.</summary>
    public List<(TimeSpan At, Notice Message)> Taken { get; } = [];

    public int Attempts { get; private set; }

    public string Kind => "test";

    public IReadOnlyList<NoticeRate> Rates { get; set; } = [];

    /// <summary>What of a message the channel shows whole.</summary>
    public Func<Notice, bool> Shows { get; set; } = static _ => true;

    public IEnumerable<string> Ids => Taken.Select(one => one.Message.Id);

    public TimeSpan Now => Time.GetUtcNow() - NoticeScope.Start;

    public bool Fits(Notice notice) => Shows(notice);

    public async Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        Attempts++;
        await Before(ct);
        var result = Answer(notice);
        if (result.IsSent)
            Taken.Add((Now, notice));
        return result;
    }

    /// <summary>Makes a new dispatcher on the same store, as after a restart.</summary>
    public async Task<DispatchScope> Open()
    {
        Dispatcher = await NoticeDispatcher.Open(
            new NoticeOutlet("main", this, Store),
            Options,
            Time,
            new Random(1),
            NoticeScope.Ct
        );
        _opened.Add(Dispatcher);
        return this;
    }

    public async Task Enqueue(int count, int first = 0)
    {
        for (var number = first; number < first + count; number++)
        {
            await Dispatcher.Enqueue(NoticeScope.Notice($"n{number}", $"Title {number}"), NoticeScope.Ct);
        }
    }

    public Task<TimeSpan?> Pump() => Dispatcher.Pump(NoticeScope.Ct);

    /// <summary>Pumps, letting the time pass that the dispatcher asks for, until nothing waits or the time is over.</summary>
    public async Task PumpFor(TimeSpan time)
    {
        for (var end = Now + time; await Pump() is { } wait && Now + wait <= end; )
        {
            Time.Advance(wait);
        }
    }

    public void Dispose() => _opened.ForEach(static dispatcher => dispatcher.Dispose());
}
