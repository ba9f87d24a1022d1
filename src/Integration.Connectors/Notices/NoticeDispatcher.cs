namespace Integration.Notices;

/// <summary>
/// Gets the notices of one channel out: in order, at the channel's rate, again and again until it takes them. One for each channel, so that
/// a dead one holds up no other. Delivery is at least once: a crash between sending and noting it repeats a message.
/// </summary>
public sealed class NoticeDispatcher : IDisposable
{
    private readonly NoticeOutlet _outlet;
    private readonly NoticeDispatchOptions _options;
    private readonly TimeProvider _time;
    private readonly NoticeQueue _queue;
    private readonly NoticeRecord _record;
    private readonly NoticePace _pace;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly SemaphoreSlim _pumping = new(1, 1);
    private readonly SemaphoreSlim _arrived = new(0, 1);

    // To be sent singly, because the channel refused the text that they were gathered in.
    private readonly Queue<Notice> _apart = new();

    // Nothing else is sent until it is settled; null for none.
    private NoticeBatch? _batch;

    private NoticeDispatcher(
        NoticeOutlet outlet,
        NoticeDispatchOptions options,
        TimeProvider time,
        Random random,
        IReadOnlyList<Notice> stored
    )
    {
        _outlet = outlet;
        _options = options;
        _time = time;
        _queue = new NoticeQueue(stored);
        _record = new NoticeRecord(options, time, random);
        _pace = new NoticePace(outlet.Channel.Rates);
    }

    /// <summary>Makes a dispatcher with what waits in the store.</summary>
    /// <param name="outlet">The channel, its name and its store.</param>
    /// <param name="options">Read once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">For the jitter of waits; used by this dispatcher alone.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public static async Task<NoticeDispatcher> Open(
        NoticeOutlet outlet,
        NoticeDispatchOptions options,
        TimeProvider time,
        Random random,
        CancellationToken ct
    )
    {
        NoticeOptionsFaults.Checked(options);
        return new(outlet, options, time, random, await outlet.Store.Load(outlet.Name, ct));
    }

    /// <summary>How the channel stands.</summary>
    public NoticeChannelStatus Status() => _record.Status(_outlet.Name, _outlet.Channel.Kind, _queue);

    /// <summary>
    /// Takes a notice; when it returns, the store has it. One whose id waits already, singly or gathered with others, is not taken again.
    /// What the store throws passes through, and then the notice was not taken.
    /// </summary>
    public async Task Enqueue(Notice notice, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            if (_queue.Contains(notice.Id))
                return;
            await MakeRoom(ct);
            await _outlet.Store.Add(_outlet.Name, notice, ct);
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
                _batch ??= await NextBatch(ct);
                _batch = _batch.IsSent ? await Settle(_batch, ct) : await Send(_batch, ct);
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
        if (_queue.Count == 0)
            return null;
        var wait = _record.Wait;
        if (_batch is not { IsSent: true } && _pace.Wait(_record.Now) is var pace && pace > wait)
            wait = pace;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private async Task MakeRoom(CancellationToken ct)
    {
        while (_queue.Count >= _options.MaxWaiting)
        {
            var free = _queue.Free;
            if (free.Count < 2)
                return;
            var oldest = NoticeGathering.ForRoom(free, _options.MaxFolded);
            var folded = NoticeMessages.Fold(oldest);
            await _outlet.Store.Replace(_outlet.Name, Ids(oldest), folded, ct);
            _queue.Replace(oldest, folded);
        }
    }

    private async Task<NoticeBatch> NextBatch(CancellationToken ct)
    {
        if (_apart.TryDequeue(out var single))
            return Alone(single);
        // Not while a notice makes room for itself: what is on its way must not be gathered into another.
        await _changing.WaitAsync(ct);
        try
        {
            var free = _queue.Free;
            var batch =
                free.Count > _pace.Left(_record.Now)
                    ? NoticeGathering.ForSending(free, _options.MaxFolded, _outlet.Channel.Fits)
                    : Alone(free[0]);
            _queue.Take(batch.Notices);
            return batch;
        }
        finally
        {
            _changing.Release();
        }
    }

    private NoticeBatch Alone(Notice notice) => new([notice], NoticeFolding.Fold([notice], 0, _outlet.Channel.Fits));

    // What is to be done next with the batch, or null for another one.
    private async Task<NoticeBatch?> Send(NoticeBatch batch, CancellationToken ct)
    {
        _pace.Note(_record.Now);
        var result = await Attempt(batch.Message, ct);
        if (result.IsSent)
        {
            _record.Sent(batch.Count, batch.Message.IsStub, result.Text);
            return batch with { IsSent = true };
        }

        if (result.Failure == NoticeFailureKind.Refused)
            return Refused(batch, result);
        _record.Failed(result);
        return batch;
    }

    private async Task<NoticeResult> Attempt(Notice message, CancellationToken ct)
    {
        try
        {
            return await _outlet.Channel.Send(message, ct);
        }
        catch (Exception e)
        {
            ThrowIfStopped(e, ct);
            // A bug of the channel, which must not cost notices. It is shown with the channel's failures.
            return new(NoticeFailureKind.Transient, $"The channel broke with {e.GetType().Name}.");
        }
    }

    private NoticeBatch? Refused(NoticeBatch batch, NoticeResult result)
    {
        if (batch.Message.IsStub)
        {
            // Nothing in a stub can be at fault, so the channel is. The notice waits with its text until somebody has mended it.
            _record.Failed(result with { Failure = NoticeFailureKind.Permanent });
            return Alone(batch.Notices[0]);
        }

        _record.Refused(result);
        if (batch.Notices.Count == 1)
            return batch.AsStub();
        // One of them spoils the text: it is found by sending them singly.
        foreach (var notice in batch.Notices)
        {
            _apart.Enqueue(notice);
        }

        return null;
    }

    private async Task<NoticeBatch?> Settle(NoticeBatch batch, CancellationToken ct)
    {
        try
        {
            await _outlet.Store.Remove(_outlet.Name, Ids(batch.Notices), ct);
        }
        catch (Exception e)
        {
            ThrowIfStopped(e, ct);
            _record.Failed(new(NoticeFailureKind.Transient, $"The store of notices broke with {e.GetType().Name}."));
            return batch;
        }

        _record.Settled();
        _queue.Finish(batch.Notices);
        return null;
    }

    // Whoever is stopped may say so in his own words: a database throws its own exceptions then.
    private static void ThrowIfStopped(Exception e, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            throw new OperationCanceledException("The dispatcher of notices was stopped.", e, ct);
    }

    private static IReadOnlyList<string> Ids(IReadOnlyList<Notice> notices) =>
        [.. notices.Select(static notice => notice.Id)];
}
