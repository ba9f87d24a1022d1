using System.Diagnostics.Metrics;
using Integration.Formats;
using Integration.Partitions;
using Integration.Signatures;
using Integration.Stalls;
using Integration.Time;
using Integration.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Delivery;

/// <summary>
/// Pushing with its real parts - database, sender, receiver, writer - under a clock that stands until a test moves it. Only
/// the grain around the pump is missing: a test makes its turns and hands it the reports.
/// </summary>
internal sealed class PushScope : IAsyncDisposable
{
    public const string Subscriber = "a";
    public static readonly TimeSpan Timeout = TimeSpan.FromHours(1);
    private readonly ConcurrentExclusiveSchedulerPair _turns = new();
    private readonly List<DeliveryPump> _pumps = [];
    private readonly ServiceProvider _provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly WebhookSender _sender;
    private readonly PendingDeliveries _pending;
    private readonly AttemptReports _reports;
    private readonly OutcomeCommitter _committer;
    private bool _writes = true;

    private PushScope(StorageScope storage, PushReceiver receiver, IWebhookSender? sender)
    {
        (Storage, Receiver) = (storage, receiver);
        Clock = new DatabaseClock(Time);
        _sender = new WebhookSender(new WebhookSenderOptions(), new DialGuard(new DialGuardOptions()), Time);
        _pending = new PendingDeliveries(storage.Database);
        _reports = new AttemptReports(Time, NullLogger<AttemptReports>.Instance);
        Metrics = new DeliveryMetrics(_provider.GetRequiredService<IMeterFactory>());
        _committer = new OutcomeCommitter(
            new OutcomeWriter(storage.Database, new RetentionOptions(), 1),
            _reports,
            Options,
            Time,
            NullLogger<OutcomeCommitter>.Instance
        );
        Attempts = new AttemptRunner(
            sender ?? _sender,
            _committer,
            _reports,
            // Of a clock that stands still: the process is always awake.
            new StallGuard(new StallOptions(), new FakeTimeProvider()),
            Clock,
            new Random(1),
            Options,
            Time,
            Metrics,
            NullLogger<AttemptRunner>.Instance
        );
    }

    public StorageScope Storage { get; }

    public PushReceiver Receiver { get; }

    public FakeTimeProvider Time { get; } = new(StorageFixture.Now);

    public DatabaseClock Clock { get; }

    public DeliveryOptions Options { get; } = new();

    public DeliveryMetrics Metrics { get; }

    public AttemptRunner Attempts { get; }

    public RecordingOwner Owner { get; } = new();

    /// <summary>The timer of the pump that was made last.</summary>
    public ManualTimer? Timer { get; private set; }

    public static async Task<PushScope> Open(StorageFixture fixture, IWebhookSender? sender = null)
    {
        var storage = await fixture.Open();
        await storage.Subscribe(Subscriber);
        return new PushScope(storage, await PushReceiver.Start(), sender);
    }

    /// <summary>Appends events and returns the deliveries made for them, in their order.</summary>
    public async Task<Guid[]> Append(int count)
    {
        Storage.Now = Clock.UtcNow();
        var drafts = Enumerable.Range(0, count).Select(_ => Storage.Draft()).ToArray();
        var appended = await Storage.Append(drafts);
        return [.. appended.Select(one => one.Deliveries.Single().DeliveryId)];
    }

    public async Task<DeliveryItem> Load(Guid delivery) =>
        (await _pending.Load([delivery], long.MaxValue, TestContext.Current.CancellationToken)).Single();

    /// <summary>The subscriber as attempts see it: one at a time, and patient, unless the test says otherwise.</summary>
    public SubscriberRuntime Runtime(string? freshness = null, SubscriberSecrets? secrets = null)
    {
        var settings = new SubscriberSettings
        {
            Url = Receiver.Url,
            EventTypes = ["*"],
            Concurrency = 1,
            Freshness = freshness,
        };
        var sealedPart = secrets ?? new SubscriberSecrets(WebhookSecret.Create().Reveal(), null, null, []);
        return new SubscriberRules(new BodyFormats(new WalletFormatOptions())).Runtime(
            Subscriber,
            1,
            settings,
            sealedPart
        ) with
        {
            Timeout = Timeout,
        };
    }

    public DeliveryPump CreatePump()
    {
        var services = new DeliveryServices(
            Options,
            new SiloWindowBudget(Options),
            _pending,
            Attempts,
            Clock,
            Time,
            Metrics,
            NullLogger<DeliveryPump>.Instance
        );
        var pump = new DeliveryPump(Owner, tick => Timer = new ManualTimer(tick), services);
        _pumps.Add(pump);
        return pump;
    }

    /// <summary>A turn of the grain: what the pump awaits goes on in later turns, one at a time.</summary>
    public Task Turn(Action action) =>
        Task.Factory.StartNew(
            action,
            TestContext.Current.CancellationToken,
            TaskCreationOptions.None,
            _turns.ExclusiveScheduler
        );

    /// <summary>Stops the writer of outcomes, as the end of the silo does.</summary>
    public async Task StopWriter()
    {
        if (_writes)
        {
            _writes = false;
            await _committer.DisposeAsync();
        }
    }

    /// <summary>Ends a pump as the deactivation of its grain does; what is returned completes when the grain may go.</summary>
    public Task Stop(DeliveryPump pump, CancellationToken ct) =>
        Task
            .Factory.StartNew(
                () => pump.Stop(ct),
                CancellationToken.None,
                TaskCreationOptions.None,
                _turns.ExclusiveScheduler
            )
            .Unwrap();

    public Task<short> Status(Guid delivery) =>
        Storage.Scalar<short>("select status from deliveries where id = @delivery", new { delivery });

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in _pumps)
        {
            await Stop(pump, new CancellationToken(canceled: true));
            pump.Dispose();
        }

        await Receiver.DisposeAsync();
        await StopWriter();
        Metrics.Dispose();
        _sender.Dispose();
        _pending.Dispose();
        await _provider.DisposeAsync();
        await Storage.DisposeAsync();
    }
}
