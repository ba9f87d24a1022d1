using Integration.Access;
using Integration.Intake;
using Integration.Problems;
using Integration.Resources;
using Integration.Streams;
using Integration.Time;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Integration.Delivery;

/// <summary>
/// One subscriber: the only writer of its configuration (<see cref="ResourceDesk{TSettings,TSecrets,TResource}"/>) and the owner of its window
/// (<see cref="DeliveryPump"/>). A thin shell around both.
/// </summary>
[ImplicitStreamSubscription(DeliveryStream.Namespace)]
[BesideQueue]
internal sealed class SubscriberGrain(
    ResourceDesk<SubscriberSettings, SubscriberSecrets, SubscriberResource> desk,
    SubscriberRules rules,
    DeliveryServices services,
    IdempotentAppend events,
    DatabaseClock clock,
    IIdGenerator ids
) : Grain, ISubscriberGrain, IDisposable, IStreamSubscriptionObserver, IAsyncBatchObserver<DeliveryBatch>
{
    private DeliveryPump? _pump;

    private string Id => this.GetPrimaryKeyString();

    private DeliveryPump Pump => _pump ?? throw new InvalidOperationException("The grain is not active.");

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _pump = new DeliveryPump(this.AsReference<ISubscriberGrain>(), CreateTimer, services);
        await desk.Load(Id, cancellationToken);
        Pump.Configure(Runtime());
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // A silo that stops has waited for all attempts already.
        var waited = reason.ReasonCode == DeactivationReasonCode.ShuttingDown;
        return _pump?.Stop(waited ? new CancellationToken(canceled: true) : cancellationToken) ?? Task.CompletedTask;
    }

    public void Dispose() => _pump?.Dispose();

    public Task<Outcome<SubscriberResource>> Create(
        SubscriberSettings settings,
        WriteContext context,
        CancellationToken ct
    ) => Changed(desk.Create(settings, context, ct));

    public Task<Outcome<SubscriberResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        Changed(desk.Change(mergePatch, context, ct));

    public Task<Outcome<SubscriberResource>> Delete(WriteContext context, CancellationToken ct) =>
        Changed(desk.Delete(context, ct));

    public async Task<Outcome<AppendResult>> SendTest(string type, WriteContext context, CancellationToken ct)
    {
        if (desk.HasUnreadableSecrets)
        {
            return ResourceProblems.UnreadableSecrets("subscriber", Id);
        }

        if (Runtime() is not { } subscriber)
        {
            return ResourceProblems.Unknown("subscriber", Id);
        }

        if (!subscriber.Enabled)
        {
            return SubscriberProblems.Disabled(Id);
        }

        var sent = await events.Append([TestEvents.Of(ids.NewId(clock.UtcNow()), Id, type)], context.Idempotency, ct);
        return (sent.Problem ?? sent.Value![0].Problem) is { } problem ? problem : sent.Value![0];
    }

    public async Task Wake(CancellationToken ct)
    {
        if (desk.IsStale)
        {
            await desk.Load(Id, ct);
            Pump.Configure(Runtime());
        }

        Pump.Wake();
    }

    public Task Report(AttemptReport[] reports, CancellationToken ct)
    {
        Pump.Report(reports);
        return Task.CompletedTask;
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) =>
        handleFactory.Create<DeliveryBatch>().ResumeAsync(this);

    // Only takes note: a consumer that waits here holds up the whole queue.
    public Task OnNextAsync(IList<SequentialItem<DeliveryBatch>> items)
    {
        foreach (var item in items)
        {
            Pump.Offer(item.Item.Items);
        }

        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    private IGrainTimer CreateTimer(Func<Task> tick) =>
        this.RegisterGrainTimer(
            tick,
            new GrainTimerCreationOptions
            {
                DueTime = Timeout.InfiniteTimeSpan,
                Period = Timeout.InfiniteTimeSpan,
                Interleave = true,
            }
        );

    private SubscriberRuntime? Runtime() =>
        desk.Configured is var (row, secrets) ? rules.Runtime(row.Id, row.Epoch, row.Settings, secrets) : null;

    private async Task<Outcome<SubscriberResource>> Changed(Task<Outcome<SubscriberResource>> change)
    {
        var outcome = await change;
        if (!desk.IsStale)
        {
            Pump.Configure(Runtime());
        }

        return outcome;
    }
}
