using Integration.Notices;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Alerts;

/// <summary>The channels that are at work while the alerts are judged here: one dispatcher each, so that a dead one holds up no other.</summary>
internal sealed partial class NoticeDesk(
    NoticeChannels channels,
    StoredChannels stored,
    NoticesOptions options,
    AlertEventChannel events,
    NoticeStore store,
    NoticeAttemptTable attempts,
    StallGuard guard,
    NoticeMetrics metrics,
    IIdGenerator ids,
    DatabaseClock clock,
    Random random,
    TimeProvider time,
    ILogger<NoticeDesk> logger
) : IAsyncDisposable
{
    /// <summary>The kind of a channel that is not configured any more.</summary>
    public const string NoKind = "none";

    private readonly List<OpenChannel> _open = [];

    // Of the last time that they could be read; null for never.
    private IReadOnlyList<StoredChannel>? _stored;

    private IEnumerable<ConfiguredChannel> OfOptions =>
        options.Events
            ? channels.All.Append(new ConfiguredChannel(NoticesOptions.EventsName, events, AlertSeverity.Info))
            : channels.All;

    // The options win: who can set them can do anything else, and they are there without a database.
    private IEnumerable<(ConfiguredChannel Channel, StoredChannel? Stored)> Configured =>
        OfOptions
            .Select(static channel => (channel, (StoredChannel?)null))
            .Concat((_stored ?? []).Where(IsUsed).Select(static one => (one.Channel, (StoredChannel?)one)));

    /// <summary>Begins to send what waits; to be called again where it fails.</summary>
    public async Task Open(CancellationToken ct)
    {
        _stored ??= await stored.Read([], ct);
        foreach (var (channel, configured) in Configured.Where(one => Find(one.Channel.Name) is null).ToList())
        {
            var recorded = new RecordedChannel(channel, attempts, guard, metrics, ids, clock, logger);
            var outlet = new NoticeOutlet(channel.Name, recorded, store);
            var open = new OpenChannel(
                channel,
                configured,
                await NoticeDispatcher.Open(outlet, options.Dispatch, time, random, ct)
            );
            _open.Add(open);
            open.Start(exception => LogBroken(exception, channel.Name));
        }
    }

    /// <summary>Takes in what has changed over the API. While the database is away all stays as it was.</summary>
    public async Task Refresh(CancellationToken ct)
    {
        try
        {
            // What waits must be in the store before a channel is closed: its next version takes it from there.
            await store.CatchUp(ct);
            var now = await stored.Read(_stored ?? [], ct);
            _stored = now;
            foreach (var gone in _open.FindAll(open => open.Stored is { } configured && !now.Contains(configured)))
            {
                _open.Remove(gone);
                await gone.DisposeAsync();
            }

            await Open(ct);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogNotRefreshed(exception);
        }
    }

    /// <summary>What is to be told, for each channel that carries it.</summary>
    public IReadOnlyList<QueuedNotice> Queued(IReadOnlyList<AlertNotice> notices) =>
        [
            .. notices.SelectMany(alert =>
                CarriersOf(alert)
                    .Select(channel => NoticeStore.Queued(channel.Configured.Name, NoticeMessages.Of(alert)))
            ),
        ];

    /// <summary>Tells it: what is stored already is only handed on.</summary>
    public async Task Tell(IReadOnlyList<AlertNotice> notices, CancellationToken ct)
    {
        foreach (var alert in notices)
        {
            foreach (var channel in CarriersOf(alert))
                await Enqueue(channel, NoticeMessages.Of(alert), ct);
        }
    }

    /// <summary>Queues a test notice in the channel of this name.</summary>
    public Task Test(string name, string by, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var notice = new Notice
        {
            Id = $"{AlertEventChannel.TestPrefix}{ids.NewId(now)}",
            Title = "[info] Test notice",
            Text = $"Somebody with the API key {by} tries this channel. Nothing is wrong.",
            Severity = AlertSeverity.Info,
            At = now,
        };
        return Find(name) is { } channel ? Enqueue(channel, notice, ct) : Task.CompletedTask;
    }

    /// <summary>Stores what could not be stored while the database was away.</summary>
    public Task CatchUp(CancellationToken ct) => store.CatchUp(ct);

    /// <summary>How long the oldest notice of each channel has waited.</summary>
    public IReadOnlyList<AlertObservation> Waiting(DateTimeOffset now)
    {
        var statuses = Statuses();
        var ages = statuses.ConvertAll(status =>
            status.OldestAt is { } oldest && oldest < now ? now - oldest : default
        );
        metrics.Waiting(statuses.Sum(static status => status.Waiting), ages.DefaultIfEmpty().Max());
        return
        [
            .. statuses.Zip(
                ages,
                (status, age) =>
                    new AlertObservation(
                        AlertMetrics.NoticeWaiting.Name,
                        new Dictionary<string, string>(StringComparer.Ordinal) { ["channel"] = status.Channel },
                        age.TotalSeconds,
                        now
                    )
            ),
        ];
    }

    /// <summary>How each channel stands, also those that are not configured any more while something waits in them.</summary>
    public async Task<NoticeChannelResource[]> Show(CancellationToken ct)
    {
        var left = (await store.Counts(ct)).Where(channel => Find(channel.Channel) is null);
        return
        [
            .. _open.Select(channel =>
                Show(channel.Configured, channel.Dispatcher.Status()) with
                {
                    ConfiguredBy = ConfiguredBy(channel),
                }
            ),
            .. left.Select(static channel => new NoticeChannelResource
            {
                Name = channel.Channel,
                Kind = NoKind,
                MinSeverity = AlertNames.Of(AlertSeverity.Info),
                Waiting = channel.Waiting,
                FailuresInARow = 0,
                LastRemark = "It is not configured any more; what waits stays until it is.",
                Sent = 0,
                Messages = 0,
            }),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _open)
            await channel.DisposeAsync();
        _open.Clear();
        metrics.Left();
    }

    private List<NoticeChannelStatus> Statuses() => _open.ConvertAll(static channel => channel.Dispatcher.Status());

    private bool IsUsed(StoredChannel one) =>
        !OfOptions.Any(channel => channel.Name.Equals(one.Channel.Name, StringComparison.Ordinal));

    private string ConfiguredBy(OpenChannel channel) =>
        channel.Stored is not null ? "api"
        : (_stored ?? []).Any(one => one.Channel.Name.Equals(channel.Configured.Name, StringComparison.Ordinal))
            ? "options_over_api"
        : "options";

    private OpenChannel? Find(string name) =>
        _open.Find(channel => channel.Configured.Name.Equals(name, StringComparison.Ordinal));

    private IEnumerable<OpenChannel> CarriersOf(AlertNotice alert) =>
        _open.Where(channel => alert.Severity >= channel.Configured.MinSeverity);

    private async Task Enqueue(OpenChannel channel, Notice notice, CancellationToken ct)
    {
        try
        {
            await channel.Dispatcher.Enqueue(notice, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // One channel must not keep a notice from the others.
            LogNotTaken(exception, notice.Id, channel.Configured.Name);
        }
    }

    private static NoticeChannelResource Show(ConfiguredChannel configured, NoticeChannelStatus status) =>
        new()
        {
            Name = configured.Name,
            Kind = status.Kind,
            MinSeverity = AlertNames.Of(configured.MinSeverity),
            Waiting = status.Waiting,
            OldestAt = status.OldestAt,
            FailuresInARow = status.FailuresInARow,
            LastFailure = status.LastFailure?.Failure is { } failure ? AlertNames.Of(failure) : null,
            LastFailureText = status.LastFailure?.Text,
            LastFailureAt = status.LastFailureAt,
            LastSentAt = status.LastSentAt,
            LastRemark = status.LastRemark,
            NextAttemptAt = status.NextAttemptAt,
            Sent = status.Sent,
            Messages = status.Messages,
        };

    [LoggerMessage(
        LogLevel.Warning,
        "Whether channels of notices have changed could not be read; they stay as they were"
    )]
    private partial void LogNotRefreshed(Exception exception);

    [LoggerMessage(LogLevel.Error, "Notice {Notice} was not taken by channel {Channel}")]
    private partial void LogNotTaken(Exception exception, string notice, string channel);

    [LoggerMessage(
        LogLevel.Critical,
        "Notice channel {Channel} broke and sends nothing until the alerts move or restart"
    )]
    private partial void LogBroken(Exception exception, string channel);
}
