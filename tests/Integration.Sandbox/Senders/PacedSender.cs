using System.Net;
using System.Text.Json;

namespace Integration.Sandbox.Senders;

/// <summary>
/// Sends at a steady rate, measured from the start and not from the last answer: a slow hub meets as many requests as a
/// fast one. A request without an answer, or answered with 429 or 5xx, is sent again as real platforms do.
/// </summary>
internal sealed class PacedSender(
    ITraffic traffic,
    double perSecond,
    HttpMessageInvoker http,
    Action<Acknowledgement> acknowledged,
    TimeProvider time
)
{
    private const int MaxInFlight = 32;
    private const int MaxTries = 5;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(1);

    public ITraffic Traffic => traffic;

    public SendCounts Counts { get; } = new();

    /// <summary>Sends until it is stopped; returns when everything in flight has been answered or given up.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var slots = new SemaphoreSlim(MaxInFlight);
        var start = time.GetTimestamp();
        try
        {
            for (long sent = 0, since = 0; ; sent++, since++)
            {
                var wait = TimeSpan.FromSeconds(since / perSecond) - time.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, stop);
                }
                else if (wait < -MostBehind)
                {
                    // What could not be sent in time is not sent in a burst afterwards.
                    (start, since) = (time.GetTimestamp(), 0);
                }

                await slots.WaitAsync(stop);
                _ = SendAndFree(traffic.Next(sent), slots, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            for (var i = 0; i < MaxInFlight; i++)
            {
                await slots.WaitAsync(CancellationToken.None);
            }
        }
    }

    private async Task SendAndFree(SendJob job, SemaphoreSlim slots, CancellationToken stop)
    {
        try
        {
            await Send(job, stop);
        }
        catch (Exception bug)
        {
            Counts.CountRefused(job.Types.Count, bug.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task Send(SendJob job, CancellationToken stop)
    {
        var sentAt = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var (answers, fault, again) = await Try(job);
            if (answers is not null)
            {
                Note(job, answers, sentAt);
                return;
            }

            if (!again || tries == MaxTries || stop.IsCancellationRequested)
            {
                Counts.CountRefused(job.Types.Count, fault!);
                return;
            }

            Counts.CountRetry();
            await Task.Delay(RetryWait * tries, time, CancellationToken.None);
        }
    }

    private async Task<(IReadOnlyList<HubAnswer>? Answers, string? Fault, bool Again)> Try(SendJob job)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        try
        {
            using var request = job.Request(time.GetUtcNow());
            using var response = await http.SendAsync(request, timeout.Token);
            var body = await response.Content.ReadAsByteArrayAsync(timeout.Token);
            return response.IsSuccessStatusCode
                ? (HubAnswer.Read(body), null, false)
                : (null, $"{(int)response.StatusCode} {Problem(body)}", IsPassing(response.StatusCode));
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException)
        {
            return (null, fault is OperationCanceledException ? "no answer in time" : fault.Message, true);
        }
    }

    private void Note(SendJob job, IReadOnlyList<HubAnswer> answers, long sentAt)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            if (answers[i].EventId is not { } id)
            {
                Counts.CountRefused(1, "one of a batch");
                continue;
            }

            Counts.CountAcknowledged(answers[i].Duplicate);
            acknowledged(new Acknowledgement(id, job.Types[i], sentAt));
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status == HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static string Problem(byte[] body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
