using Integration.Notices;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Alerts;

/// <summary>A channel whose attempts are written down; it sends nothing while this process may not act.</summary>
internal sealed partial class RecordedChannel(
    ConfiguredChannel configured,
    NoticeAttemptTable attempts,
    StallGuard guard,
    NoticeMetrics metrics,
    IIdGenerator ids,
    DatabaseClock clock,
    ILogger logger
) : INoticeChannel
{
    public string Kind => configured.Channel.Kind;

    public IReadOnlyList<NoticeRate> Rates => configured.Channel.Rates;

    public bool Fits(Notice notice) => configured.Channel.Fits(notice);

    public async Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        // A process that stood still may have lost the alerts to another one, which sends the same.
        await guard.WhenOpen().WaitAsync(ct);
        var result = await configured.Channel.Send(notice, ct);
        metrics.Attempted(Kind, result);
        var now = clock.UtcNow();
        try
        {
            await attempts.Add(
                new NoticeAttempt
                {
                    Id = ids.NewId(now),
                    At = now,
                    Channel = configured.Name,
                    Notice = notice.Id,
                    Title = notice.Title,
                    Severity = AlertNames.Of(notice.Severity),
                    Notices = notice.Count,
                    Failure = result.Failure is { } failure ? AlertNames.Of(failure) : null,
                    Said = result.Text.Replace('\0', ' '),
                },
                ct
            );
        }
        catch (Exception exception)
            when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // The message is out, or failed: that decides what follows, not whether it was written down.
            LogNotRecorded(exception, configured.Name);
        }

        return result;
    }

    [LoggerMessage(LogLevel.Warning, "An attempt in notice channel {Channel} could not be written into the history")]
    private partial void LogNotRecorded(Exception exception, string channel);
}
