namespace Integration.Notices;

/// <summary>
/// Gets the notices of one channel out: in order, at the channel's rate, again and again until it takes them. One for each channel, so that
/// a dead one holds up no other. Delivery is at least once: a crash between sending and noting it repeats a message.
/// </summary>
public sealed class NoticeDispatcher : IDisposable
{
    private readonly string _name;
    private readonly INoticeChannel _channel;
    private readonly INoticeStore _store;
    private readonly NoticeDispatchOptions _options;
    private readonly TimeProvider _time;
    private readonly NoticeQueue _queue;
    private readonly NoticeRecord _record;
    private readonly NoticePace _pace;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly SemaphoreSlim _pumping = new(1, 1);
    private readonly SemaphoreSlim _arrived = new(0, 1);

    // Sent, but not yet removed from the store. Nothing else is sent until they are.
    private IReadOnlyList<string> _unsettled = [];

    // So many are sent singly, because the channel refused the text that they were gathered in.
    private int _single;

    private NoticeDispatcher(
        string name,
        INoticeChannel channel,
        INoticeStore store,
        NoticeDispatchOptions options,
        TimeProvider time,
        Random random,
        IReadOnlyList<Notice> stored
    )
    {
        _name = name;
        _channel = channel;
        _store = store;
        _options = options;
        _time = time;
        _queue = new NoticeQueue(stored);
        _record = new NoticeRecord(options, time, random);
        _pace = new NoticePace(channel.Rates);
    }

    /// <summary>Makes a dispatcher with what waits in the store.</summary>
    /// <param name="name">The channel's name, by which the store knows it.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="store">Where notices wait; nobody else may change this channel's.</param>
    /// <param name="options">Read once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">For the jitter of waits; used by this dispatcher alone.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public static async Task<NoticeDispatcher> Open(
        string name,
        INoticeChannel channel,
        INoticeStore store,
        NoticeDispatchOptions options,
        TimeProvider time,
        Random random,
        CancellationToken ct
    )
    {
        NoticeOptionsFaults.Checked(options);
        return new(name, channel, store, options, time, random, await store.Load(name, ct));
    }

    /// <summary>How the channel stands.</summary>
    public NoticeChannelStatus Status() => _record.Status(_name, _channel.Kind, _queue);

    /// <summary>
    /// Takes a notice; when it returns, the store has it. One whose id waits already is not taken again. What the store throws passes
    /// through, and then the notice was not taken.
    /// </summary>
    public async Task Enqueue(Notice notice, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            if (_queue.Contains(notice.Id) || _unsettled.Contains(notice.Id, StringComparer.Ordinal))
                return;
            await MakeRoom(ct);
            await _store.Add(_name, notice, ct);
            _queue.Add(notice);
            if (_arrived.CurrentCount == 0)
                _arrived.Release();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Sends all that may be sent now, and says when to be called again.</summary>
    /// <returns>The time until then; null when nothing waits.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled; what was on its way waits again.</exception>
    public async Task<TimeSpan?> Pump(CancellationToken ct)
    {
        await _pumping.WaitAsync(ct);
        try
        {
            while (true)
            {
                if (NextIn() is not { } wait)
                    return null;
                if (wait > TimeSpan.Zero)
                    return wait;
                if (await Settle(ct) && _queue.Count > 0)
                    await SendNext(ct);
            }
        }
        finally
        {
            _pumping.Release();
        }
    }

    /// <summary>Pumps until it is cancelled, and ends then without an exception.</summary>
    public async Task Run(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                if (await Pump(ct) is { } wait)
                    await Task.Delay(wait, _time, ct);
                else
                    await _arrived.WaitAsync(ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // As asked.
        }
    }

    /// <summary>To be called when nothing uses it any more.</summary>
    public void Dispose()
    {
        _changing.Dispose();
        _pumping.Dispose();
        _arrived.Dispose();
    }

    private TimeSpan? NextIn()
    {
        var waits = _queue.Count > 0;
        if (!waits && _unsettled.Count == 0)
            return null;
        var wait = _record.Wait;
        if (waits && _pace.Wait(_record.Now) is var pace && pace > wait)
            wait = pace;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private async Task MakeRoom(CancellationToken ct)
    {
        while (_queue.Count >= _options.MaxWaiting)
        {
            var oldest = _queue.Oldest(_options.MaxFolded);
            if (oldest.Count < 2)
                return;
            var folded = NoticeMessages.Fold(oldest);
            await _store.Replace(_name, Ids(oldest), folded, ct);
            _queue.Replace(oldest, folded);
        }
    }

    private async Task SendNext(CancellationToken ct)
    {
        var batch = await Take(ct);
        _pace.Note(_record.Now);
        NoticeResult result;
        try
        {
            result = await Attempt(NoticeMessages.Fold(batch), ct);
        }
        catch (OperationCanceledException)
        {
            _queue.PutBack();
            throw;
        }

        if (result.IsSent)
        {
            _record.Sent(batch.Sum(static notice => notice.Count), result.Text);
            Finish(batch);
            await Settle(ct);
        }
        else if (result.Failure == NoticeFailureKind.Refused)
        {
            await Refuse(batch, result, ct);
        }
        else
        {
            _queue.PutBack();
            _record.Failed(result);
        }
    }

    private async Task<IReadOnlyList<Notice>> Take(CancellationToken ct)
    {
        // Not while a notice makes room for itself: what is on its way must not be gathered into another.
        await _changing.WaitAsync(ct);
        try
        {
            var waiting = _queue.Count;
            var folds = _single == 0 && waiting > _pace.Left(_record.Now);
            return _queue.Take(folds ? Math.Min(waiting, _options.MaxFolded) : 1);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<NoticeResult> Attempt(Notice message, CancellationToken ct)
    {
        try
        {
            return await _channel.Send(message, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A bug of the channel, which must not cost notices. It is shown with the channel's failures.
            return new(NoticeFailureKind.Transient, $"The channel broke with {e.GetType().Name}.");
        }
    }

    private async Task Refuse(IReadOnlyList<Notice> batch, NoticeResult result, CancellationToken ct)
    {
        if (batch.Count > 1)
        {
            // One of them spoils the text: it is found by sending them singly.
            _record.Refused(result, givenUp: 0);
            _single = batch.Count;
            _queue.PutBack();
        }
        else if (batch[0].IsStub)
        {
            _record.Refused(result, batch[0].Count);
            Finish(batch);
            await Settle(ct);
        }
        else
        {
            await ReplaceWithStub(batch[0], result, ct);
        }
    }

    private async Task ReplaceWithStub(Notice notice, NoticeResult result, CancellationToken ct)
    {
        var stub = NoticeMessages.Stub(notice);
        try
        {
            await _store.Replace(_name, [notice.Id], stub, ct);
            _record.Refused(result, givenUp: 0);
            _queue.PutBackAs(stub);
        }
        catch (Exception e)
        {
            _queue.PutBack();
            if (ct.IsCancellationRequested)
                throw;
            _record.Failed(StoreBroke(e));
        }
    }

    private void Finish(IReadOnlyList<Notice> batch)
    {
        _single = Math.Max(0, _single - batch.Count);
        _unsettled = Ids(batch);
        _queue.Finish();
    }

    private async Task<bool> Settle(CancellationToken ct)
    {
        if (_unsettled.Count == 0)
            return true;
        try
        {
            await _store.Remove(_name, _unsettled, ct);
            _unsettled = [];
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            _record.Failed(StoreBroke(e));
            return false;
        }
    }

    private static NoticeResult StoreBroke(Exception e) =>
        new(NoticeFailureKind.Transient, $"The store of notices broke with {e.GetType().Name}.");

    private static IReadOnlyList<string> Ids(IReadOnlyList<Notice> notices) =>
        [.. notices.Select(static notice => notice.Id)];
}
