using Integration.Signatures;
using Integration.Webhooks;

namespace Integration.Delivery;

public sealed class AttemptRunnerTests(StorageFixture fixture)
{
    [Fact]
    public async Task TryStart_TheDataAgedWhileItWaited_ExpiresWithoutAnAttempt()
    {
        await using var scope = await PushScope.Open(fixture);
        var deliveries = await scope.Append(2);
        var pump = scope.CreatePump();
        await scope.Turn(() => pump.Configure(scope.Runtime(freshness: "5m")));
        var first = await scope.Receiver.Next();
        scope.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromMilliseconds(1));
        first.Answer();
        var report = await scope.Owner.Next();
        await scope.Turn(() => pump.Report([report]));

        (await scope.Owner.Next()).Should().Be(new AttemptReport(deliveries[1], null, 0, Written: true));
        (await scope.Status(deliveries[1])).Should().Be((short)DeliveryStatus.Expired);
        scope.Receiver.Count.Should().Be(1);
        (await scope.Storage.Scalar<long>("select count(*) from attempts")).Should().Be(1);
    }

    [Fact]
    public async Task TryStart_AnotherOwnerWasFirst_LeavesItsOutcomeAlone()
    {
        await using var scope = await PushScope.Open(fixture);
        var delivery = (await scope.Append(1))[0];
        await Start(scope, delivery);
        var push = await scope.Receiver.Next();
        await scope.Storage.Execute("update deliveries set status = 1, attempts = 1");
        push.Answer(500);
        (await scope.Owner.Next()).Should().Be(new AttemptReport(delivery, null, 0, Written: false));
        (await scope.Status(delivery)).Should().Be((short)DeliveryStatus.Delivered);
        (await scope.Storage.Scalar<long>("select count(*) from attempts")).Should().Be(0);
    }

    [Fact]
    public async Task TryStart_TheWriterIsStopped_SaysSoAndLeavesTheRowPending()
    {
        await using var scope = await PushScope.Open(fixture);
        var delivery = (await scope.Append(1))[0];
        await Start(scope, delivery);
        var push = await scope.Receiver.Next();
        await scope.StopWriter();
        push.Answer();
        (await scope.Owner.Next()).Should().Be(new AttemptReport(delivery, null, 0, Written: false));
        (await scope.Status(delivery)).Should().Be((short)DeliveryStatus.Pending);
    }

    [Fact]
    public async Task TryStart_TheSenderHangsBeyondItsTimeout_EndsAsAFailedAttempt()
    {
        var sender = new HangingSender();
        await using var scope = await PushScope.Open(fixture, sender);
        var delivery = (await scope.Append(1))[0];
        await Start(scope, delivery);
        await sender.Called.WaitAsync(TestContext.Current.CancellationToken);
        var margin = scope.Options.SlotMargin;
        var next = scope.Owner.Next();
        do
        {
            // The wait for the sender begins a moment after it was called.
            scope.Time.Advance(PushScope.Timeout + margin);
            await Task.Yield();
        } while (!next.IsCompleted);

        var report = await next;
        (report.Written, report.RetryAt is not null).Should().Be((true, true));
        (await scope.Storage.Scalar<short>("select attempts from deliveries where status = 0")).Should().Be(1);
    }

    [Theory]
    [InlineData(86_399, 2)]
    [InlineData(86_400, 1)]
    public async Task TryStart_AfterAChangeOfTheSecret_SignsWithBothForADayByTheClock(int seconds, int signatures)
    {
        await using var scope = await PushScope.Open(fixture);
        var secrets = new SubscriberSecrets(WebhookSecret.Create().Reveal(), null, null, []);
        // Read once, as a grain does that stays active and is never changed again.
        var runtime = scope.Runtime(secrets: secrets.Rotate(WebhookSecret.Create().Reveal(), scope.Clock.UtcNow()));
        scope.Time.Advance(TimeSpan.FromSeconds(seconds));
        var delivery = (await scope.Append(1))[0];
        await Start(scope, delivery, runtime);
        var push = await scope.Receiver.Next();
        push.Answer();
        await scope.Owner.Next();
        push.Signature.Split(' ').Should().HaveCount(signatures);
    }

    [Fact]
    public async Task Drain_WithAnAttemptRunning_StartsNoOtherAndWaitsUntilItIsCommitted()
    {
        await using var scope = await PushScope.Open(fixture);
        var deliveries = await scope.Append(2);
        await Start(scope, deliveries[0]);
        var push = await scope.Receiver.Next();
        var drained = scope.Attempts.Drain(TestContext.Current.CancellationToken);
        var second = new Attempt(await scope.Load(deliveries[1]), scope.Runtime(), scope.Owner);
        scope.Attempts.TryStart(second).Should().BeFalse();
        drained.IsCompleted.Should().BeFalse();
        push.Answer();
        await drained;
        (await scope.Status(deliveries[0])).Should().Be((short)DeliveryStatus.Delivered);
        scope.Receiver.Count.Should().Be(1);
    }

    private static async Task Start(PushScope scope, Guid delivery, SubscriberRuntime? runtime = null)
    {
        var attempt = new Attempt(await scope.Load(delivery), runtime ?? scope.Runtime(), scope.Owner);
        scope.Attempts.TryStart(attempt).Should().BeTrue();
    }

    // What no partner can bring about: a fault of the sender itself.
    private sealed class HangingSender : IWebhookSender
    {
        private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Called => _called.Task;

        public Task<AttemptResult> Send(WebhookRequest request, CancellationToken ct)
        {
            _called.SetResult();
            return new TaskCompletionSource<AttemptResult>().Task;
        }
    }
}
