using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Integration.Access;
using Integration.Accounts;
using Integration.Lists;
using Integration.Notices;
using Integration.Partitions;
using Integration.Resources;
using Integration.Secrets;
using Integration.Shops;
using Integration.Stalls;
using Integration.Sync;
using Integration.Time;
using Integration.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Alerts;

/// <summary>
/// A database, robots over HTTP, and desks on both as the silos of a cluster have them: what a grain adds is that there is one at a time.
/// </summary>
internal sealed class AlertStage : IAsyncDisposable
{
    public const string Rule = "platform-failures";

    private static readonly Dictionary<string, string> Account = new(StringComparer.Ordinal)
    {
        ["platform"] = "temu",
        ["account"] = "main",
    };

    private readonly StorageScope _scope;
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly UuidV7Generator _ids = new();
    private readonly DatabaseClock _clock;
    private readonly StallGuard _guard;
    private readonly NoticeMetrics _metrics;
    private readonly List<IDisposable> _channels = [];

    private AlertStage(StorageScope scope, RobotServer robots, FakeTimeProvider time)
    {
        _scope = scope;
        Robots = robots;
        Time = time;
        _clock = new DatabaseClock(time);
        _guard = new StallGuard(new StallOptions(), time);
        _metrics = new NoticeMetrics(_meters.GetRequiredService<IMeterFactory>());
        Attempts = new NoticeAttemptTable(scope.Database);
        Alerts = new AlertQueries(scope.Database);
        Options.Channels["ops"] = new NoticeChannelOptions
        {
            DingTalk = new SignedRobotOptions { Webhook = robots.DingTalk, Secret = RobotServer.Secret },
        };
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public RobotServer Robots { get; }

    public FakeTimeProvider Time { get; }

    public NoticesOptions Options { get; } = new();

    public NoticeAttemptTable Attempts { get; }

    public AlertQueries Alerts { get; }

    public AlertChannelTable Table => new(_scope.Database);

    public SecretVault Vault { get; set; } = new(KeyRing.Parse(KeyRing.CreateText("k1")));

    public StandingMembers Members { get; } = new();

    public StorageScope Scope => _scope;

    /// <summary>The scope of the stage's own meters.</summary>
    public object Meters => _meters.GetRequiredService<IMeterFactory>();

    public WriteContext Operator { get; } = new("operator", null);

    /// <summary>A request that is known again when it is repeated.</summary>
    public WriteContext Repeatable { get; } =
        new("operator", null) { Idempotency = new IdempotencyClaim("operator", "POST /test", "key", [1]) };

    public static async Task<AlertStage> Open(StorageFixture fixture)
    {
        var time = new FakeTimeProvider(StorageFixture.Now);
        return new AlertStage(await fixture.Open(), await RobotServer.Start(() => time.GetUtcNow()), time);
    }

    public static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A desk as a silo that takes the alerts over has it.</summary>
    public AlertDesk Desk()
    {
        var options = new AlertStepOptions();
        var channels = new NoticeChannels(Options, new DialGuard(new DialGuardOptions()), Time);
        _channels.Add(channels);
        var table = new AlertTable(_scope.Database);
        var transaction = new ConfigurationTransaction(_scope.Database, _clock, _ids);
        // Only the way of the events needs the appender, and that is off here.
        var events = new AlertEventChannel(null!, table, _ids, _clock);
        var desk = new NoticeDesk(
            channels,
            new StoredChannels(Table, Vault, channels),
            Options,
            events,
            new NoticeStore(new NoticeQueueTable(_scope.Database)),
            Attempts,
            _guard,
            _metrics,
            _ids,
            _clock,
            new Random(1),
            Time,
            NullLogger<NoticeDesk>.Instance
        );
        return new AlertDesk(
            new AlertBook(table, _ids, _clock),
            new AlertSettings(
                new AlertRuleTable(_scope.Database),
                new AlertSilenceTable(_scope.Database),
                transaction,
                options,
                _ids,
                _clock
            ),
            desk,
            new ClusterMeasures(
                new AlertMeasureQueries(_scope.Database),
                new PartitionMaintenance(_scope.Database, new RetentionOptions(), Time),
                new SyncMeasures(
                    new SyncMeasureQueries(_scope.Database, new ShopOptions()),
                    new SyncMetrics(_meters.GetRequiredService<IMeterFactory>(), options, Time),
                    options
                ),
                new AccountMeasures(new AccountMeasureQueries(_scope.Database), options),
                options
            ),
            new SiloReports(Members, options, Time),
            new AlertPurge(_scope.Database),
            transaction,
            new AlertOptions(),
            options,
            _metrics,
            _guard,
            _clock,
            Time,
            NullLogger<AlertDesk>.Instance
        );
    }

    /// <summary>The configuration of a channel over the API, as its grain has it.</summary>
    public async Task<ResourceDesk<AlertChannelSettings, AlertChannelSecrets, AlertChannelResource>> Configuration(
        string id
    )
    {
        var desk = new ResourceDesk<AlertChannelSettings, AlertChannelSecrets, AlertChannelResource>(
            new AlertChannelKind(Options),
            Table,
            new ConfigurationTransaction(_scope.Database, _clock, _ids),
            Vault,
            _clock
        );
        await desk.Load(id, Ct);
        return desk;
    }

    /// <summary>Lets time pass in steps, in each of which the value is measured.</summary>
    public async Task Pass(AlertDesk desk, TimeSpan time, double? value = null)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end; )
            await Step(desk, value);
    }

    /// <summary>One step, five seconds after the last.</summary>
    public async Task Step(AlertDesk desk, double? value = null)
    {
        Time.Advance(TimeSpan.FromSeconds(5));
        // As the watchdog does: this process has not stood still.
        _guard.Confirm(Time.GetTimestamp());
        Measure(desk, value);
        await desk.Step(Ct);
        // A message that is on its way takes real time: the clock of its time-out stands meanwhile.
        await Until(
            async () =>
                (await desk.Channels(Ct)).All(static channel =>
                    channel.Waiting == 0 || channel.FailuresInARow > 0 || channel.Kind == NoticeDesk.NoKind
                ),
            "what is on its way to arrive or fail"
        );
    }

    public void Measure(AlertDesk desk, double? value) =>
        desk.Observe(
            "one",
            value is { } bad ? [new MeasuredValue("platform.failure_ratio", Account, bad, _clock.UtcNow())] : []
        );

    /// <summary>The same value of many accounts.</summary>
    public void Measure(AlertDesk desk, double value, string[] accounts) =>
        desk.Observe(
            "one",
            accounts.Select(account => new MeasuredValue(
                "platform.failure_ratio",
                new Dictionary<string, string>(Account, StringComparer.Ordinal) { ["account"] = account },
                value,
                _clock.UtcNow()
            ))
        );

    /// <summary>The robot has been told so many messages.</summary>
    public async Task Told(int messages)
    {
        var deadline = TimeSpan.FromSeconds(30);
        var started = TimeProvider.System.GetTimestamp();
        while (Robots.Texts.Count < messages && TimeProvider.System.GetElapsedTime(started) < deadline)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Ct);
        Robots.Texts.Should().HaveCount(messages);
    }

    /// <summary>Waits until a condition holds.</summary>
    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider
                .System.GetElapsedTime(started)
                .Should()
                .BeLessThan(
                    TimeSpan.FromSeconds(30),
                    string.Create(CultureInfo.InvariantCulture, $"waited for {what}")
                );
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Ct);
        }
    }

    public Task<long> Waiting(string channel = "ops") =>
        _scope.Scalar<long>("select count(*) from notice_queue where channel = @channel", new { channel });

    /// <summary>Alerts of a rule that fire, as they are stored.</summary>
    public async Task<IReadOnlyList<AlertResource>> Firing(string rule = Rule) =>
        (await Alerts.List(new AlertFilter(AlertPhase.Firing, null, rule), new PageRequest(10, null), Ct)).Data;

    /// <summary>What became of alerts of the rule, oldest first.</summary>
    public async Task<IEnumerable<string>> History() =>
        (await Alerts.History(null, Rule, new PageRequest(50, null), Ct)).Data.Select(entry => entry.Change).Reverse();

    /// <summary>A channel of a desk.</summary>
    public static async Task<NoticeChannelResource> Channel(AlertDesk desk, string name) =>
        (await desk.Channels(Ct)).Single(channel => channel.Name == name);

    /// <summary>A robot's server that is not well.</summary>
    public static Task<bool> Away(Microsoft.AspNetCore.Http.HttpContext context)
    {
        context.Response.StatusCode = 502;
        return Task.FromResult(true);
    }

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, AlertJson.Options);

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(static channel => channel.Dispose());
        _metrics.Dispose();
        await _meters.DisposeAsync();
        await Robots.DisposeAsync();
        await _scope.DisposeAsync();
    }
}
