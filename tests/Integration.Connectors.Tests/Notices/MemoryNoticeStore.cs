namespace Integration.Notices;

/// <summary>A store in memory; it lives on when its dispatcher is gone, as a database does after a crash.</summary>
internal sealed class MemoryNoticeStore : INoticeStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Notice>> _channels = [];

    /// <summary>Every call throws while it is set.</summary>
    public bool IsAway { get; set; }

    public IReadOnlyList<string> Ids(string channel = "main")
    {
        lock (_gate)
            return [.. Of(channel).Select(notice => notice.Id)];
    }

    public Task<IReadOnlyList<Notice>> Load(string channel, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Notice>>([.. Change(channel)]);

    public Task Add(string channel, Notice notice, CancellationToken ct)
    {
        lock (_gate)
        {
            var notices = Change(channel);
            if (!notices.Exists(one => one.Id == notice.Id))
                notices.Add(notice);
        }

        return Task.CompletedTask;
    }

    public Task Remove(string channel, IReadOnlyList<string> ids, CancellationToken ct)
    {
        lock (_gate)
            Change(channel).RemoveAll(notice => ids.Contains(notice.Id));
        return Task.CompletedTask;
    }

    public Task Replace(string channel, IReadOnlyList<string> ids, Notice by, CancellationToken ct)
    {
        lock (_gate)
        {
            var notices = Change(channel);
            var first = notices.FindIndex(notice => notice.Id == ids[0]);
            notices.RemoveAll(notice => ids.Contains(notice.Id));
            notices.Insert(first, by);
        }

        return Task.CompletedTask;
    }

    private List<Notice> Change(string channel) =>
        IsAway ? throw new InvalidOperationException("The store is away.") : Of(channel);

    private List<Notice> Of(string channel) =>
        _channels.TryGetValue(channel, out var notices) ? notices : _channels[channel] = [];
}
