using Integration.Access;
using Integration.Intake;
using Integration.Problems;
using Integration.Streams;
using Integration.Time;
using Npgsql;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Integration.Delivery;

/// <summary>
/// One subscriber: the only writer of its configuration (<see cref="SubscriberDesk"/>) and the owner of its window
/// (<see cref="DeliveryPump"/>). A thin shell around both.
/// </summary>
[ImplicitStreamSubscription(DeliveryStream.Namespace)]
internal sealed class SubscriberGrain(
    SubscriberDesk desk,
    DeliveryServices services,
    EventAppender appender,
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
        Pump.Configure(desk.Runtime());
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Pump.Stop(cancellationToken);
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
        if (desk.Runtime() is not { } subscriber)
        {
            return SubscriberProblems.Unknown(Id);
        }

        if (!subscriber.Enabled)
        {
            return SubscriberProblems.Disabled(Id);
        }

        var result = await appender.Append(TestEvents.Of(ids.NewId(clock.UtcNow()), Id, type));
        return result.Problem is { } problem ? problem : result;
    }

    public Task Wake(CancellationToken ct)
    {
        Pump.Wake();
        return Task.CompletedTask;
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

    private async Task<Outcome<SubscriberResource>> Changed(Task<Outcome<SubscriberResource>> change)
    {
        try
        {
            var outcome = await change;
            Pump.Configure(desk.Runtime());
            return outcome;
        }
        catch (NpgsqlException)
        {
            // The answer to the commit may be what was lost: only the row knows, the next activation reads it.
            DeactivateOnIdle();
            return DatabaseProblems.Unavailable;
        }
    }
}
