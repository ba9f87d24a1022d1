using Integration.Orders;
using Integration.Platforms;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Enrichment;

/// <summary>Asks the platform for one order and hands what came of it to its task.</summary>
internal sealed partial class EnrichmentCalls(
    IGrainFactory grains,
    EnrichmentOptions options,
    StallGuard stalls,
    DatabaseClock clock,
    TimeProvider time,
    Random random,
    ILogger<EnrichmentCalls> logger
)
{
    /// <summary>Works on a task; where its time is over before there is an answer, it is left as it is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="work">The task.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task Work(EnrichmentRun run, EnrichmentWork work, CancellationToken ct)
    {
        // A process that stood still may have lost its claims to another.
        await stalls.WhenOpen().WaitAsync(ct);
        var askedAt = clock.UtcNow();
        if (askedAt >= work.Until)
        {
            return;
        }

        using var late = new CancellationTokenSource(work.Until - askedAt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        PlatformResult<Order> answer;
        try
        {
            answer = await Ask(work, either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            LogLate(run.Shop, work.Task.Number);
            return;
        }

        var othersAnswered = run.HasAnswers;
        if (answer.Succeeded)
        {
            run.Answered();
        }
        else if (answer.Failure.Reason == FailureReason.NotAllowed)
        {
            run.Refused();
        }

        await Settle(
            run,
            work,
            EnrichmentRules.After(work.Task, answer, askedAt, clock.UtcNow(), options, random, othersAnswered)
        );
        if (answer.Failure is { } failure && EnrichmentRules.Hold(failure, options, othersAnswered) is { } hold)
        {
            run.Hold(hold);
            LogHeld(run.Shop, hold, failure.Detail);
        }
    }

    // Not cancelled with the run: what the platform has answered is not asked for again.
    private async Task Settle(EnrichmentRun run, EnrichmentWork work, EnrichmentOutcome outcome)
    {
        var id = new EnrichmentTaskId(run.Shop, outcome.Number);
        await grains.GetGrain<IEnrichmentTaskGrain>(id.ToString()).Settle(outcome, CancellationToken.None);
        work.Batch.Settle();
    }

    private async Task<PlatformResult<Order>> Ask(EnrichmentWork work, CancellationToken ct)
    {
        var (connector, credentials) = work.Account;
        try
        {
            return await connector.GetOrder(credentials, work.Task.Number, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogBroken(exception, connector.Declaration.Platform, work.Task.Number);
            return EnrichmentRules.Broken;
        }
    }

    [LoggerMessage(LogLevel.Error, "Asking {Platform} for order {Number} broke")]
    private partial void LogBroken(Exception exception, string platform, string number);

    [LoggerMessage(
        LogLevel.Warning,
        "No answer for order {Number} of {Shop} within its lock's time; it is asked for again"
    )]
    private partial void LogLate(string shop, string number);

    [LoggerMessage(LogLevel.Warning, "Enrichment of {Shop} waits for {Hold}: {Detail}")]
    private partial void LogHeld(string shop, TimeSpan hold, string detail);
}
