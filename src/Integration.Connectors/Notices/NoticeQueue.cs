namespace Integration.Notices;

/// <summary>
/// Notices that wait in one channel, in order; some may be on their way. Safe for several threads, but changes that belong to a change of
/// the store are ordered by the dispatcher.
/// </summary>
internal sealed class NoticeQueue
{
    private readonly Lock _gate = new();
    private readonly List<Notice> _waiting;
    private readonly HashSet<string> _onTheWay = new(StringComparer.Ordinal);

    // Ids of all that wait, and of those that were gathered into them.
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    internal NoticeQueue(IEnumerable<Notice> stored)
    {
        _waiting = [.. stored];
        _waiting.ForEach(Know);
    }

    internal int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    internal DateTimeOffset? OldestAt
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0 ? null : _waiting[0].At;
        }
    }

    /// <summary>Those that are not on their way, in order.</summary>
    internal IReadOnlyList<Notice> Free
    {
        get
        {
            lock (_gate)
                return _waiting.FindAll(notice => !_onTheWay.Contains(notice.Id));
        }
    }

    /// <summary>Whether one with this id waits, singly or gathered with others.</summary>
    internal bool Contains(string id)
    {
        lock (_gate)
            return _known.Contains(id);
    }

    internal void Add(Notice notice)
    {
        lock (_gate)
        {
            _waiting.Add(notice);
            Know(notice);
        }
    }

    /// <summary>These are on their way; they keep their places until they have arrived.</summary>
    internal void Take(IReadOnlyList<Notice> notices)
    {
        lock (_gate)
            _onTheWay.UnionWith(notices.Select(static notice => notice.Id));
    }

    /// <summary>These have arrived.</summary>
    internal void Finish(IReadOnlyList<Notice> notices)
    {
        lock (_gate)
            Drop(notices);
    }

    /// <summary>Puts one in the place of several, at that of the first.</summary>
    internal void Replace(IReadOnlyList<Notice> notices, Notice by)
    {
        lock (_gate)
        {
            var first = _waiting.FindIndex(notice => notice.Id.Equals(notices[0].Id, StringComparison.Ordinal));
            Drop(notices);
            _waiting.Insert(first, by);
            Know(by);
        }
    }

    private void Drop(IReadOnlyList<Notice> notices)
    {
        var ids = notices.Select(static notice => notice.Id).ToHashSet(StringComparer.Ordinal);
        _waiting.RemoveAll(notice => ids.Contains(notice.Id));
        _onTheWay.ExceptWith(ids);
        _known.ExceptWith(ids);
        _known.ExceptWith(notices.SelectMany(static notice => notice.Gathered).Select(static one => one.Id));
    }

    private void Know(Notice notice)
    {
        _known.Add(notice.Id);
        _known.UnionWith(notice.Gathered.Select(static one => one.Id));
    }
}
