using Integration.Access;
using Integration.Problems;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Alerts;

/// <summary>
/// The stepper: measures, lets the engine judge, stores what it says together with the notices, and hands these to their channels. Lives in
/// the one alert grain; all but <see cref="Observe"/> and what is only read is called by one caller at a time.
/// </summary>
internal sealed partial class AlertDesk(
    AlertBook book,
    AlertSettings settings,
    NoticeDesk notices,
    ClusterMeasures cluster,
    SiloReports silos,
    AlertPurge purge,
    ConfigurationTransaction transaction,
    AlertOptions engineOptions,
    AlertStepOptions options,
    NoticeMetrics metrics,
    StallGuard guard,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<AlertDesk> logger
) : IAsyncDisposable
{
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromHours(1);
    private readonly ObservationBuffer _measured = new(options.MaxValues);
    private AlertEngine _engine = new(engineOptions, []);
    private Instant _stepped;
    private Instant _measuredAt;
    private Instant _purged;
    private bool _isAway;

    /// <summary>When the last step was stored, UTC.</summary>
    public DateTimeOffset? LastStep { get; private set; }

    /// <summary>Somebody else steps, or changes rules: whoever holds this desk must let it go, the next one reads all anew.</summary>
    public bool IsSuperseded
    {
        get => field || settings.IsStale;
        private set;
    }

    /// <summary>The settings, read.</summary>
    public async Task<AlertSettings> Settings(CancellationToken ct)
    {
        await Load(ct);
        return settings;
    }

    public void Observe(string silo, IEnumerable<MeasuredValue> values)
    {
        silos.Heard(silo);
        _measured.Add(
            values.Select(static value => new AlertObservation(value.Metric, value.Labels, value.Value, value.At))
        );
    }

    /// <summary>How the channels stand.</summary>
    public async Task<NoticeChannelResource[]> Channels(CancellationToken ct)
    {
        await Load(ct);
        await notices.Refresh(ct);
        return await notices.Show(ct);
    }

    /// <summary>Makes a step unless the last one is recent.</summary>
    public async Task Step(CancellationToken ct)
    {
        if (!guard.IsOpen || !IsDue(ref _stepped, options.StepInterval / 2))
            return;
        await Load(ct);
        var now = clock.UtcNow();
        if (IsDue(ref _measuredAt, options.MeasureInterval * 0.9))
            await Measure(now, ct);
        var step = _engine.Step(book.State, _measured.Take(), settings.Silences, now);
        // From here on it is told whoever ends: the next step would not tell it again.
        var result = await Store(step);
        if (result == AlertCommitResult.Stale)
        {
            // What this step would have told, the other one tells.
            IsSuperseded = true;
            LogSuperseded();
            return;
        }

        await notices.Tell(step.Notices, CancellationToken.None);
        if (result != AlertCommitResult.Stored)
            return;
        LastStep = now;
        metrics.Stepped(step.State);
        if (IsDue(ref _purged, PurgeInterval))
            await purge.Run(now - TimeSpan.FromDays(options.HistoryDays), options.MaxHistory, ct);
    }

    /// <summary>The rules have changed.</summary>
    public void Rebuild()
    {
        book.Use(settings.Rules);
        _engine = new AlertEngine(engineOptions, [.. settings.Rules]);
    }

    public async Task<Outcome<AlertResource>> Acknowledge(string id, WriteContext context, CancellationToken ct)
    {
        await Load(ct);
        var key = book.State.Alerts.Keys.FirstOrDefault(one => AlertRow.IdOf(one).Equals(id, StringComparison.Ordinal));
        if (key is null)
            return new Problem("not-found", 404, $"There is no alert '{id}'.");
        var before = book.State.Alerts[key];
        if (!AlertEngine.TryAcknowledge(book.State, key, context.Actor, clock.UtcNow(), out var state))
            return AlertProblems.NotFiring(key);
        var rule = settings.Rules.First(one => one.Id.Equals(before.Rule, StringComparison.Ordinal));
        var commit = book.Draft(state);
        var result = AlertCommitResult.Stored;
        var change = new ConfigurationChange<AlertResource>
        {
            Action = "alert.acknowledge",
            Target = $"alert/{id}",
            Status = 200,
            Before = new AlertRow(before, rule).Show(),
            Write = async (connection, _) =>
                (result = await AlertTable.Write(connection, commit, ct)) == AlertCommitResult.Stored
                    ? new AlertRow(state.Alerts[key], rule).Show()
                    : new Problem("try-later", 503, "Somebody else has changed the alerts; send it again."),
        };
        try
        {
            var outcome = await transaction.Run(context, change, ct);
            if (outcome is { Succeeded: true, Replayed: false })
                book.Stored(commit);
            IsSuperseded |= result == AlertCommitResult.Stale;
            return outcome;
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            book.Lost(commit);
            throw;
        }
    }

    /// <summary>Queues a test notice, once for the repeats of one request.</summary>
    public async Task<Outcome<NoticeChannelResource>> Test(string name, WriteContext context, CancellationToken ct)
    {
        await Load(ct);
        await notices.Refresh(ct);
        if (await Shown(name, ct) is not { } channel)
            return new Problem("not-found", 404, $"There is no notice channel '{name}'.");
        var change = new ConfigurationChange<NoticeChannelResource>
        {
            Action = "notice_channel.test",
            Target = $"notice-channel/{name}",
            Status = 202,
            Write = (_, _) => Task.FromResult<Outcome<NoticeChannelResource>>(channel),
        };
        var outcome = await transaction.Run(context, change, ct);
        if (outcome is not { Succeeded: true, Replayed: false })
            return outcome;
        await notices.Test(name, context.Actor, ct);
        return await Shown(name, ct) ?? channel;
    }

    public ValueTask DisposeAsync() => notices.DisposeAsync();

    private async Task<NoticeChannelResource?> Shown(string name, CancellationToken ct) =>
        (await notices.Show(ct)).FirstOrDefault(channel =>
            channel.Kind != NoticeDesk.NoKind && channel.Name.Equals(name, StringComparison.Ordinal)
        );

    private async Task Load(CancellationToken ct)
    {
        if (!book.IsLoaded)
        {
            await settings.Load(ct);
            Rebuild();
            await book.Load(ct);
        }

        await notices.Open(ct);
        if (settings.IsLost && !_isAway)
        {
            await settings.Load(ct);
            Rebuild();
        }
    }

    private async Task Measure(DateTimeOffset now, CancellationToken ct)
    {
        _measured.Add(silos.Read(now));
        _measured.Add(notices.Waiting(now));
        if (_isAway)
            return;
        await notices.Refresh(ct);
        try
        {
            _measured.Add(await cluster.Read(Watched(), now, ct));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            LogNotMeasured(exception);
        }
    }

    // From the state and not from the last round: another silo may have made that one.
    private WatchedLabels Watched() => new(settings.Rules, book.State.Alerts.Values);

    private async Task<AlertCommitResult> Store(AlertStep step)
    {
        try
        {
            book.GoOn(step);
            await notices.CatchUp(CancellationToken.None);
            var result = await book.Commit(notices.Queued(step.Notices), CancellationToken.None);
            _isAway = result == AlertCommitResult.Unknown;
            return result;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            _isAway = true;
            LogAway(exception);
            return AlertCommitResult.Unknown;
        }
    }

    private bool IsDue(ref Instant last, TimeSpan interval)
    {
        var now = time.GetTimestamp();
        if (last.IsSet && time.GetElapsedTime(last.At, now) < interval)
            return false;
        last = new Instant(now, IsSet: true);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Alerts could not be stored; they are judged and told from memory until they can")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(LogLevel.Warning, "What alerts on deliveries are made of could not be read")]
    private partial void LogNotMeasured(Exception exception);

    [LoggerMessage(LogLevel.Information, "The alerts are judged elsewhere; this activation ends")]
    private partial void LogSuperseded();

    private readonly record struct Instant(long At, bool IsSet);
}
