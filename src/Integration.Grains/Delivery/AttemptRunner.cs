using System.Buffers;
using System.Diagnostics;
using Integration.Signatures;
using Integration.Stalls;
using Integration.Time;
using Integration.Webhooks;
using Microsoft.Extensions.Logging;

namespace Integration.Delivery;

/// <summary>
/// Makes attempts on the thread pool, outside every grain's turn and scheduler, and hands their outcomes to the group
/// writer. How many run at once is the grains' decision: each starts no more than its subscriber's concurrency.
/// </summary>
internal sealed partial class AttemptRunner(
    IWebhookSender sender,
    OutcomeCommitter outcomes,
    AttemptReports reports,
    StallGuard stalls,
    DatabaseClock clock,
    Random random,
    DeliveryOptions options,
    TimeProvider time,
    DeliveryMetrics metrics,
    ILogger<AttemptRunner> logger
)
{
    private readonly AttemptDrain _drain = new();

    /// <summary>Starts an attempt; false while the silo is stopping.</summary>
    public bool TryStart(Attempt attempt)
    {
        if (!_drain.TryEnter())
        {
            return false;
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static work => _ = work.Runner.Run(work.Attempt),
            (Runner: this, Attempt: attempt),
            preferLocal: false
        );
        return true;
    }

    /// <summary>Ends a delivery whose data is too old, without an attempt and so without a slot.</summary>
    public void Expire(DeliveryItem item, SubscriberRuntime subscriber, ISubscriberGrain owner) =>
        outcomes.Commit(DeliveryAge.Expired(item, subscriber.Id, subscriber.Freshness, clock.UtcNow()), owner).Ignore();

    /// <summary>Starts nothing more and waits until what runs is committed, or the time is over.</summary>
    public Task Drain(CancellationToken ct) => _drain.Close(options.DrainTimeout, time, ct);

    private async Task Run(Attempt attempt)
    {
        var (item, _, owner) = attempt;
        try
        {
            await outcomes.Commit(await Make(attempt), owner);
        }
        catch (Exception exception)
        {
            // Only the writer that has been stopped. The row is still pending: the sweeper finds it again.
            LogNotCommitted(exception, item.DeliveryId);
            reports.Send(owner, [new AttemptReport(item.DeliveryId, null, item.Attempts, Written: false)]);
        }
        finally
        {
            attempt.End();
            _drain.Leave();
        }
    }

    private async Task<DeliveryOutcome> Make(Attempt attempt)
    {
        var (item, subscriber, _) = attempt;
        var started = clock.UtcNow();
        try
        {
            // A process that stood still may have lost its grains to another: that one makes the attempt.
            await stalls.WhenOpen();
            started = clock.UtcNow();
            if (DeliveryAge.IsExpired(item.Event, subscriber.Freshness, started))
            {
                return DeliveryAge.Expired(item, subscriber.Id, subscriber.Freshness, started);
            }

            using var activity = DeliveryMetrics.StartAttempt(item);
            var result = await Post(item, subscriber, started, activity);
            return OutcomeOf(attempt, result, started, clock.UtcNow());
        }
        catch (Exception exception)
        {
            // A bug must not repeat an attempt for ever: it counts as a failed one, and the schedule goes on.
            LogBroken(exception, item.DeliveryId);
            return OutcomeOf(attempt, AttemptResult.Broken, started, clock.UtcNow());
        }
    }

    private DeliveryOutcome OutcomeOf(
        Attempt attempt,
        AttemptResult result,
        DateTimeOffset started,
        DateTimeOffset finished
    )
    {
        var (item, subscriber, _) = attempt;
        var step = DeliveryRules.After(result, item.Attempts + 1, subscriber.Retry, finished, random);
        metrics.Attempted(result, item.Event.Received, finished);
        if (!result.Delivered)
        {
            LogFailed(
                item.Attempts + 1,
                item.DeliveryId,
                subscriber.Id,
                result.Error,
                result.HttpStatus,
                step.RetryAt,
                DeliveryMetrics.TraceIdOf(item)
            );
        }

        return new DeliveryOutcome
        {
            DeliveryId = item.DeliveryId,
            SubscriberId = subscriber.Id,
            Received = item.Event.Received,
            AttemptsBefore = item.Attempts,
            Status =
                step.RetryAt is not null ? DeliveryStatus.Pending
                : result.Delivered ? DeliveryStatus.Delivered
                : DeliveryStatus.Failed,
            At = finished,
            RetryAt = step.RetryAt,
            AttemptStartedAt = started,
            Result = result,
        };
    }

    private Task<AttemptResult> Post(
        DeliveryItem item,
        SubscriberRuntime subscriber,
        DateTimeOffset now,
        Activity? activity
    )
    {
        var body = new ArrayBufferWriter<byte>(item.Event.Payload.Length + 256);
        subscriber.Format.Write(OutgoingEvents.Of(item.Event), now, body);
        var id = item.Event.Id.ToString();
        var timestamp = now.ToUnixTimeSeconds();
        var request = new WebhookRequest(
            subscriber.Url,
            body.WrittenMemory,
            subscriber.Format.ContentType,
            id,
            timestamp,
            WebhookSigner.Sign(id, timestamp, body.WrittenSpan, subscriber.Secrets.At(now)),
            subscriber.Headers,
            subscriber.Timeout,
            options.UserAgent,
            activity?.Id ?? item.Event.TraceParent
        );
        // The sender keeps its time-out itself; should it ever hang beyond, the slot would be lost.
        return sender.Send(request, CancellationToken.None).WaitAsync(subscriber.Timeout + options.SlotMargin, time);
    }

    [LoggerMessage(
        LogLevel.Information,
        "Attempt {Attempt} of delivery {DeliveryId} to {Subscriber} failed: {Error} {HttpStatus}; next {RetryAt}, trace {TraceId}"
    )]
    private partial void LogFailed(
        int attempt,
        Guid deliveryId,
        string subscriber,
        AttemptErrorKind? error,
        int? httpStatus,
        DateTimeOffset? retryAt,
        string? traceId
    );

    [LoggerMessage(LogLevel.Error, "Attempt of delivery {DeliveryId} broke; it counts as failed")]
    private partial void LogBroken(Exception exception, Guid deliveryId);

    [LoggerMessage(
        LogLevel.Warning,
        "The outcome of delivery {DeliveryId} was not committed; its row is still pending"
    )]
    private partial void LogNotCommitted(Exception exception, Guid deliveryId);
}
