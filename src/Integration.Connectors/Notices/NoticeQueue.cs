namespace Integration.Notices;

/// <summary>
/// Notices that wait in one channel, in order; those at the head may be on their way. Safe for several threads, but changes that belong to
/// a change of the store are ordered by the dispatcher.
/// </summary>
internal sealed class NoticeQueue(IEnumerable<Notice> stored)
{
    private readonly Lock _gate = new();
    private readonly List<Notice> _waiting = [.. stored];
    private int _onTheWay;

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

    internal bool Contains(string id)
    {
        lock (_gate)
            return _waiting.Exists(notice => notice.Id.Equals(id, StringComparison.Ordinal));
    }

    internal void Add(Notice notice)
    {
        lock (_gate)
            _waiting.Add(notice);
    }

    /// <summary>Takes the first ones on their way; they stay at the head until one of the next three is called.</summary>
    internal IReadOnlyList<Notice> Take(int count)
    {
        lock (_gate)
        {
            _onTheWay = Math.Min(count, _waiting.Count);
            return _waiting.GetRange(0, _onTheWay);
        }
    }

    /// <summary>Those on their way have arrived, or are given up.</summary>
    internal void Finish()
    {
        lock (_gate)
        {
            _waiting.RemoveRange(0, _onTheWay);
            _onTheWay = 0;
        }
    }

    /// <summary>Those on their way wait again.</summary>
    internal void PutBack()
    {
        lock (_gate)
            _onTheWay = 0;
    }

    /// <summary>The one on its way becomes another, which waits.</summary>
    internal void PutBackAs(Notice notice)
    {
        lock (_gate)
        {
            _waiting[0] = notice;
            _onTheWay = 0;
        }
    }

    /// <summary>The oldest ones that are not on their way.</summary>
    internal IReadOnlyList<Notice> Oldest(int count)
    {
        lock (_gate)
            return _waiting.GetRange(_onTheWay, Math.Min(count, _waiting.Count - _onTheWay));
    }

    /// <summary>Puts one in the place of several that stand one after the other.</summary>
    internal void Replace(IReadOnlyList<Notice> notices, Notice by)
    {
        lock (_gate)
        {
            var first = _waiting.IndexOf(notices[0]);
            _waiting.RemoveRange(first, notices.Count);
            _waiting.Insert(first, by);
        }
    }
}
