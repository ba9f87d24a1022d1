using System.Collections.Concurrent;
using System.Diagnostics;
using Integration.Problems;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Intake;

public sealed class SourceCallsTests
{
    private readonly ISourceGrain _grain = Substitute.For<ISourceGrain>();
    private readonly FakeTimeProvider _time = new();
    private readonly IntakeOptions _options = new();
    private readonly SourceCalls _calls;

    public SourceCallsTests()
    {
        var calls = new SiloCalls(_options, _time, TestMetrics.New());
        _calls = new SourceCalls(_grain, calls, _options, _time, NullLogger<SourceCalls>.Instance);
        _grain
            .Receive(Arg.Any<IncomingWebhook>(), Arg.Any<CancellationToken>())
            .Returns(call => ResultOf(call.Arg<IncomingWebhook>()));
        Together(webhooks => Array.ConvertAll<IncomingWebhook, AppendResult?>(webhooks, ResultOf));
    }

    [Fact]
    public async Task Receive_OfManyAtOnce_GoesTogetherAndEachGetsItsOwnAnswer()
    {
        await UntilTogether();
        Calls().Select(webhooks => webhooks.Length).Should().OnlyContain(size => size > 1 && size <= 64);
    }

    [Fact]
    public async Task Receive_FromManyThreads_AnswersAll()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => ReceiveAll(2_000))));
        var alone = Alone().Length;
        (Calls().Sum(webhooks => webhooks.Length) + alone).Should().Be(16 * 2_000, "each is called for once");
    }

    [Fact]
    public async Task Receive_OfLargeBodies_KeepsACallSmall()
    {
        await UntilTogether(bytes: 600_000);
        Calls().Should().OnlyContain(webhooks => webhooks.Length == 2, "the second of them reaches the bound");
    }

    [Fact]
    public async Task Receive_WithOneWebhookACall_NeverGoesTogether()
    {
        _options.MaxWebhooksPerCall = 1;
        await ReceiveAll(500);
        Calls().Should().BeEmpty();
    }

    [Fact]
    public async Task Receive_WhenTheSiloDoesNotKnowCallsOfMany_GoesAloneForAWhile()
    {
        Together(_ => throw new InvalidOperationException("a method that this silo does not know"));
        await UntilTogether();
        await ReceiveAll(500);
        var tried = Calls().Length;
        await ReceiveAll(500);
        Calls().Should().HaveCount(tried);

        _time.Advance(TimeSpan.FromSeconds(10));
        Together(webhooks => Array.ConvertAll<IncomingWebhook, AppendResult?>(webhooks, ResultOf));
        _grain.ClearReceivedCalls();
        await UntilTogether();
    }

    [Fact]
    public async Task Receive_WhenTheCallOfManyIsLost_RepeatsEachWithItsId()
    {
        var lost = new ConcurrentBag<Guid>();
        Together(webhooks =>
        {
            Array.ForEach(webhooks, webhook => lost.Add(webhook.EventId));
            throw new TimeoutException("lost");
        });
        await UntilTogether();
        Alone().Select(webhook => webhook.EventId).Should().Contain(lost, "the store must know the repeats");
    }

    [Fact]
    public async Task Receive_WhenOneOfManyBreaks_AnswersItsNeighboursAndTellsItWhy()
    {
        Together(webhooks => [null, .. webhooks[1..].Select(ResultOf)]);
        _grain
            .Receive(Arg.Any<IncomingWebhook>(), Arg.Any<CancellationToken>())
            .Returns<AppendResult>(_ => throw new InvalidOperationException("broken"));
        Task<Outcome<AppendResult>>[] answers = [];
        while (Calls().Length == 0)
        {
            answers = [.. Webhooks(200, 1).Select(_calls.Receive)];
            await Task.WhenAny(Task.WhenAll(answers));
        }

        var neighbours = Calls().Sum(webhooks => webhooks.Length - 1);
        answers.Count(answer => answer.IsCompletedSuccessfully).Should().Be(neighbours);
        var why = async () => await answers.First(answer => answer.IsFaulted);
        await why.Should().ThrowAsync<InvalidOperationException>().WithMessage("broken");
    }

    [Fact]
    public async Task Receive_WithinATraceThatIsKept_IsACallOfItsOwn()
    {
        using var source = new ActivitySource(nameof(SourceCallsTests));
        using var listener = new ActivityListener
        {
            ShouldListenTo = one => one == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using (source.StartActivity("request"))
        {
            await ReceiveAll(2_000);
        }

        Calls().Should().BeEmpty();
    }

    private void Together(Func<IncomingWebhook[], AppendResult?[]> answer) =>
        _grain
            .ReceiveMany(Arg.Any<IncomingWebhook[]>(), Arg.Any<CancellationToken>())
            .Returns(call => answer(call.Arg<IncomingWebhook[]>()));

    // How many gather is the thread pool's affair: handed in again and again, some of them do.
    private async Task UntilTogether(int bytes = 1)
    {
        for (var tries = 0; Calls().Length == 0; tries++)
        {
            tries.Should().BeLessThan(1_000, "what comes in at once is to go together");
            await ReceiveAll(200, bytes);
        }
    }

    private async Task ReceiveAll(int count, int bytes = 1)
    {
        var webhooks = Webhooks(count, bytes);
        var answers = await Task.WhenAll(webhooks.Select(_calls.Receive));
        answers.Select(answer => answer.Value).Should().Equal(webhooks.Select(ResultOf));
    }

    private IncomingWebhook[][] Calls() => Arguments<IncomingWebhook[]>(nameof(ISourceGrain.ReceiveMany));

    private IncomingWebhook[] Alone() => Arguments<IncomingWebhook>(nameof(ISourceGrain.Receive));

    private T[] Arguments<T>(string method) =>
        [
            .. _grain
                .ReceivedCalls()
                .Where(call => call.GetMethodInfo().Name == method)
                .Select(call => (T)call.GetArguments()[0]!),
        ];

    private static IncomingWebhook[] Webhooks(int count, int bytes)
    {
        var body = new byte[bytes];
        return [.. Enumerable.Range(0, count).Select(_ => new IncomingWebhook(Guid.NewGuid(), body, null, [], null))];
    }

    // Even ids are taken, odd ones refused: an answer that goes to another request shows.
    private static AppendResult ResultOf(IncomingWebhook webhook) =>
        webhook.EventId.ToByteArray()[^1] % 2 == 0
            ? new AppendResult(webhook.EventId, false)
            : new AppendResult(webhook.EventId, false, new Problem("refused", 400, "Odd."));
}
