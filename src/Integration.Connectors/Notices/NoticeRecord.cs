namespace Integration.Notices;

/// <summary>What became of a channel's attempts, and when the next may be made. Safe for several threads.</summary>
/// <param name="options">The bounds of waits.</param>
/// <param name="time">The clock.</param>
/// <param name="random">For the jitter of waits.</param>
internal sealed class NoticeRecord(NoticeDispatchOptions options, TimeProvider time, Random random)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _notBefore;
    private int _failures;
    private NoticeResult? _lastFailure;
    private DateTimeOffset? _lastFailureAt;
    private DateTimeOffset? _lastSentAt;
    private string _lastRemark = "";
    private long _sent;
    private long _messages;
    private long _refused;

    /// <summary>Monotonic time since the start.</summary>
    internal TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>How long until the next attempt may be made; zero or less when it may now.</summary>
    internal TimeSpan Wait
    {
        get
        {
            lock (_gate)
                return _notBefore - Now;
        }
    }

    /// <summary>A message was sent.</summary>
    /// <param name="notices">How many it told of.</param>
    /// <param name="isStub">It did so without their text.</param>
    /// <param name="remark">What is to be said of it; empty for nothing.</param>
    internal void Sent(int notices, bool isStub, string remark)
    {
        lock (_gate)
        {
            _sent += notices;
            _messages++;
            _refused += isStub ? notices : 0;
            _failures = 0;
            _lastSentAt = time.GetUtcNow();
            _lastRemark = remark;
        }
    }

    /// <summary>What was sent is settled: failures of the store on the way there are over.</summary>
    internal void Settled()
    {
        lock (_gate)
            _failures = 0;
    }

    internal void Failed(NoticeResult result)
    {
        lock (_gate)
        {
            _failures++;
            Remember(result);
            _notBefore = Now + NoticeBackoff.After(result, _failures, options, random);
        }
    }

    /// <summary>
    /// The channel did not take a text. That ends no row of failures: whether the channel works is shown by the stub that comes next.
    /// </summary>
    internal void Refused(NoticeResult result)
    {
        lock (_gate)
            Remember(result);
    }

    internal NoticeChannelStatus Status(string channel, string kind, NoticeQueue queue)
    {
        lock (_gate)
        {
            var wait = _notBefore - Now;
            return new NoticeChannelStatus
            {
                Channel = channel,
                Kind = kind,
                Waiting = queue.Count,
                OldestAt = queue.OldestAt,
                FailuresInARow = _failures,
                LastFailure = _lastFailure,
                LastFailureAt = _lastFailureAt,
                LastSentAt = _lastSentAt,
                LastRemark = _lastRemark,
                NextAttemptAt = wait > TimeSpan.Zero ? time.GetUtcNow() + wait : null,
                Sent = _sent,
                Messages = _messages,
                Refused = _refused,
            };
        }
    }

    private void Remember(NoticeResult result)
    {
        _lastFailure = result;
        _lastFailureAt = time.GetUtcNow();
    }
}
