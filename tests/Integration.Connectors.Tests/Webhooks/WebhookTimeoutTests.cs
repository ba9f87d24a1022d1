using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>How long a sender waits, and for whom.</summary>
public sealed class WebhookTimeoutTests : IDisposable
{
    private readonly SenderScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Send_ToAServerThatNeverAnswers_TimesOut()
    {
        await using var server = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct)
        );
        var sending = _scope.Send(server.Url);
        await server.Request;
        _scope.Time.Advance(TimeSpan.FromSeconds(9.9));
        sending.IsCompleted.Should().BeFalse();
        _scope.Time.Advance(TimeSpan.FromSeconds(0.2));
        var result = await sending;
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Timeout, null));
        result.Duration.Should().Be(TimeSpan.FromSeconds(10.1));
        result.Message.Should().Contain("within 10 s");
    }

    [Fact]
    public async Task Send_ToAServerThatDripsItsHeaders_TimesOut()
    {
        var dripped = new TaskCompletionSource();
        await using var server = new RawServer(
            async (stream, ct) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-A: "u8.ToArray(), ct);
                dripped.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }
        );
        var sending = _scope.Send(server.Url);
        await dripped.Task;
        _scope.Time.Advance(TimeSpan.FromSeconds(10));
        (await sending).Error.Should().Be(AttemptErrorKind.Timeout);
    }

    [Fact]
    public async Task Send_ToAServerThatDripsItsBody_TimesOutWithTheStatus()
    {
        var dripping = new TaskCompletionSource();
        await using var server = new RawServer(
            async (stream, ct) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"u8.ToArray(), ct);
                dripping.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }
        );
        var sending = _scope.Send(server.Url);
        await dripping.Task;
        _scope.Time.Advance(TimeSpan.FromSeconds(10));
        var result = await sending;
        result.Error.Should().Be(AttemptErrorKind.Timeout, "the body counts inside the time-out");
        result.Delivered.Should().BeFalse();
    }

    [Fact]
    public async Task Send_WhenTheCallerGivesUp_Throws()
    {
        await using var server = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct)
        );
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = _scope.Send(SenderScope.Request(server.Url), cancel.Token);
        await server.Request;
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
    }
}
