using System.Text.Json;
using Integration.Intake;
using Integration.Mapping;
using Integration.Notices;
using Integration.Time;
using Npgsql;

namespace Integration.Alerts;

/// <summary>
/// The generic webhook: alerts become events of our own, which subscribers get by our own delivery, signed. The key of an event is that of
/// what it tells, so an attempt that is repeated makes no second one.
/// </summary>
internal sealed class AlertEventChannel(
    EventAppender appender,
    AlertTable alerts,
    IIdGenerator ids,
    DatabaseClock clock
) : INoticeChannel
{
    /// <summary>The source of these events; no source of that id is needed.</summary>
    public const string Source = InternalSources.Alerts;

    /// <summary>What the id of a test notice begins with.</summary>
    public const string TestPrefix = "test:";

    // What was told while the database was away is stored soon after; what is missing for longer was purged.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public string Kind => NoticesOptions.EventsName;

    public IReadOnlyList<NoticeRate> Rates { get; } = [];

    public bool Fits(Notice notice) => true;

    public async Task<NoticeResult> Send(Notice notice, CancellationToken ct)
    {
        try
        {
            var told =
                notice.Gathered.Count == 0 ? [notice.Id] : notice.Gathered.Select(static one => one.Id).ToArray();
            foreach (var id in told)
            {
                if (await Append(id, notice, ct) is { } failure)
                    return failure;
            }

            return NoticeResult.Sent;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return new NoticeResult(NoticeFailureKind.Transient, "The database does not answer.");
        }
    }

    private async Task<NoticeResult?> Append(string id, Notice notice, CancellationToken ct)
    {
        if (id.StartsWith(TestPrefix, StringComparison.Ordinal))
            return await Append(id, "test", new { notice.Title, notice.Text }, notice.At, subject: "test");
        if (await alerts.FindNotice(id, ct) is not { } alert)
        {
            return clock.UtcNow() - notice.At < Patience
                ? new NoticeResult(NoticeFailureKind.Transient, "What is to be told is not stored yet.")
                : null;
        }

        var raised = Of(alert, AlertNoticeKind.Firing, AlertNoticeKind.Flapping);
        if (raised.Lines.Count > 0 && await Append(id, "raised", raised, alert.At, alert.Rule) is { } failure)
            return failure;
        // A reminder tells nothing new, and an event that tells nothing new is none.
        var resolved = Of(alert, AlertNoticeKind.Resolved);
        return resolved.Lines.Count > 0 ? await Append(id, "resolved", resolved, alert.At, alert.Rule) : null;
    }

    private static AlertNotice Of(AlertNotice alert, params AlertNoticeKind[] kinds)
    {
        var lines = alert.Lines.Where(line => kinds.Contains(line.Kind)).ToList();
        return alert with { Lines = lines, Kind = lines.Count > 0 ? lines[0].Kind : alert.Kind };
    }

    private async Task<NoticeResult?> Append<T>(string id, string what, T data, DateTimeOffset at, string subject)
    {
        var result = await appender.Append(
            new EventDraft
            {
                EventId = ids.NewId(clock.UtcNow()),
                Source = Source,
                Type = $"alert.{what}",
                Key = $"{id}:{what}",
                Subject = $"alert/{subject}",
                Time = at,
                Payload = JsonSerializer.SerializeToUtf8Bytes(data, AlertJson.Options),
                PayloadKind = PayloadKind.Json,
                ContentType = "application/json",
            }
        );
        return result.Problem is { } problem ? new NoticeResult(NoticeFailureKind.Transient, problem.Detail) : null;
    }
}
