using System.Diagnostics;
using Integration.Problems;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Integration.Intake;

public sealed class SourceCallsTests
{
    private readonly ISourceGrain _grain = Substitute.For<ISourceGrain>();
    private readonly SourceCalls _calls;

    public SourceCallsTests()
    {
        var calls = new SiloCalls(new IntakeOptions(), new FakeTimeProvider(), TestMetrics.New());
        _calls = new SourceCalls(_grain, calls, NullLogger<SourceCalls>.Instance);
        _grain
            .Receive(Arg.Any<IncomingWebhook>(), Arg.Any<CancellationToken>())
            .Returns(call => ResultOf(call.Arg<IncomingWebhook>()));
        _grain
            .ReceiveMany(Arg.Any<IncomingWebhook[]>(), Arg.Any<CancellationToken>())
            .Returns(call => Array.ConvertAll(call.Arg<IncomingWebhook[]>(), ResultOf));
    }

    [Fact]
    public async Task Receive_OfManyAtOnce_GoesTogetherAndEachGetsItsOwnAnswer()
    {
        await UntilTogether();
        var sizes = Together().Select(webhooks => webhooks.Length).ToArray();
        sizes.Should().OnlyContain(size => size > 1 && size <= 64);
    }

    [Fact]
    public async Task Receive_OfLargeBodies_KeepsACallSmall()
    {
        await UntilTogether(bytes: 600_000);
        Together().Should().OnlyContain(webhooks => webhooks.Length == 2, "the second of them reaches the bound");
    }

    [Fact]
    public async Task Receive_WhenACallOfManyBreaks_CallsForEachWithTheSameId()
    {
        _grain
            .ReceiveMany(Arg.Any<IncomingWebhook[]>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new InvalidOperationException("a method that this silo does not know"));
        await UntilTogether();
    }

    [Fact]
    public async Task Receive_WhenTheCallOfManyIsLost_RepeatsItWithTheSameIds()
    {
        var lost = 0;
        _grain
            .ReceiveMany(Arg.Any<IncomingWebhook[]>(), Arg.Any<CancellationToken>())
            .Returns(call =>
                Interlocked.Increment(ref lost) == 1
                    ? throw new TimeoutException("lost")
                    : Array.ConvertAll(call.Arg<IncomingWebhook[]>(), ResultOf)
            );
        await UntilTogether();
        var calls = Together();
        calls.Skip(1).Should().ContainEquivalentOf(calls[0], "the store must know the repeats for the same events");
    }

    [Fact]
    public async Task Receive_WithinATraceThatIsKept_IsACallOfItsOwn()
    {
        using var request = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await ReceiveAll(50, 1);
        Together().Should().BeEmpty();
    }

    // How many gather is the thread pool's affair: handed in again and again, some of them do.
    private async Task UntilTogether(int bytes = 1)
    {
        for (var tries = 0; Together().Length == 0; tries++)
        {
            tries.Should().BeLessThan(1_000, "what comes in at once is to go together");
            await ReceiveAll(200, bytes);
        }
    }

    private async Task ReceiveAll(int count, int bytes)
    {
        var body = new byte[bytes];
        var webhooks = Enumerable.Range(0, count).Select(_ => Webhook(body)).ToArray();
        var answers = await Task.WhenAll(webhooks.Select(_calls.Receive));
        answers.Select(answer => answer.Value).Should().Equal(webhooks.Select(ResultOf));
    }

    private IncomingWebhook[][] Together() =>
        [
            .. _grain
                .ReceivedCalls()
                .Where(call => call.GetMethodInfo().Name == nameof(ISourceGrain.ReceiveMany))
                .Select(call => (IncomingWebhook[])call.GetArguments()[0]!),
        ];

    private static IncomingWebhook Webhook(byte[] body) => new(Guid.NewGuid(), body, null, [], null);

    // Even ids are taken, odd ones refused: an answer that goes to another request shows.
    private static AppendResult ResultOf(IncomingWebhook webhook) =>
        webhook.EventId.ToByteArray()[^1] % 2 == 0
            ? new AppendResult(webhook.EventId, false)
            : new AppendResult(webhook.EventId, false, new Problem("refused", 400, "Odd."));
}
