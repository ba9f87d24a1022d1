using System.Diagnostics.Metrics;
using Integration.Batching;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Writes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Platforms;

/// <summary>
/// What every connector must do that writes, one call of it at a time: with the connector alone, with the pipeline around it, and with the
/// optimiser that gathers single writes before it. A platform's test class gives the bodies, written from the platform's documents.
/// </summary>
public abstract class WriteConformance : IAsyncLifetime
{
    private const int Most = 3;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private readonly ClusterTokens _tokens = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private ServiceProvider _metrics = null!;
    private StandIn _platform = null!;

    protected virtual AccountCredentials Account =>
        new("account-1", "12345678", "app-secret-1234")
        {
            AccessToken = PipelineScope.OldToken,
            RefreshToken = "refresh-token-1234",
        };

    /// <summary>Things to write, as the platform names them, more than one call of the tests takes.</summary>
    protected virtual string[] Keys => ["1001", "1002", "1003"];

    /// <summary>An answer that says that these are done; where the platform tells them apart, the last one first.</summary>
    protected abstract string GoodBody(string[] keys);

    /// <summary>The same with numbers as text, Booleans as numbers or text, and other such liberties.</summary>
    protected abstract string LooseBody(string[] keys);

    /// <summary>What the platform answers, with HTTP 200, where it does not take any of what was sent.</summary>
    protected abstract string RefusedBody { get; }

    /// <summary>The platform's own "too many calls", with HTTP 200.</summary>
    protected abstract string ThrottledBody { get; }

    protected abstract TimeSpan ThrottledWait { get; }

    protected abstract string ExpiredTokenBody { get; }

    /// <summary>Whether what may have been done can be sent again without harm.</summary>
    protected abstract bool IsRepeatable { get; }

    /// <summary>Calls for two of one key that wait at once, where a call takes several.</summary>
    protected abstract int CallsForTheSameTwice { get; }

    /// <summary>How many a call takes.</summary>
    private protected abstract int LimitOf(BatchLimits limits);

    private protected abstract IConnector Create(
        StandIn platform,
        Func<PlatformOptions, IPlatformTransport> transport,
        TimeProvider time
    );

    /// <summary>Writes in one call; for each what it is, what came of it as the caller sees it.</summary>
    private protected abstract Task<WriteTelling[]> Write(IConnector connector, string[] keys);

    /// <summary>Hands one in to be gathered with others.</summary>
    private protected abstract Task<WriteTelling> Hand(PlatformWrites writes, string key);

    /// <summary>What is told of one that is done.</summary>
    protected abstract string DoneOf(string key);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string[] Batch => Keys[..Math.Min(Most, LimitOf(Plain().Declaration.KindOf(Account)!.Batches!))];

    public async ValueTask InitializeAsync()
    {
        _platform = await StandIn.Start();
        _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _metrics.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Items_OfOneCall_HaveOneResultEachInTheirOrder()
    {
        var told = await WriteWith(GoodBody(Batch));
        told.Select(one => (one.Key, one.Done)).Should().Equal(Batch.Select(key => (key, (string?)DoneOf(key))));
        _platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Items_WithNumbersAsText_AreRead()
    {
        var told = await WriteWith(LooseBody(Batch));
        told.Select(one => (one.Failure, one.Done))
            .Should()
            .Equal(Batch.Select(key => ((PlatformFailure?)null, (string?)DoneOf(key))));
    }

    [Fact]
    public async Task Error_WithHttp200_IsTheFailureOfEachItem()
    {
        var told = await WriteWith(RefusedBody);
        told.Select(one => one.Key).Should().Equal(Batch);
        told.Should().OnlyContain(one => one.Done == null && one.Failure!.Kind == FailureKind.Permanent);
        told.Should().OnlyContain(one => !string.IsNullOrWhiteSpace(one.Failure!.Detail));
    }

    [Fact]
    public async Task Error_TooManyCalls_IsThrottledWithItsWaitForEachItem()
    {
        var told = await WriteWith(ThrottledBody);
        told.Select(one => (one.Failure!.Kind, one.Failure.RetryAfter))
            .Should()
            .Equal(Batch.Select(_ => (FailureKind.Throttled, (TimeSpan?)ThrottledWait)));
    }

    [Fact]
    public async Task Answer_OfHtml_LeavesTheOutcomeUnknown()
    {
        _platform.Answers(new StandInAnswer("<html>维护中</html>") { ContentType = "text/html" });
        var told = await Write(Plain(), Batch);
        told.Should().OnlyContain(one => one.Failure!.Reason == FailureReason.InvalidAnswer);
        told.Should().OnlyContain(one => WriteRules.MayBeDone(one.Failure!));
    }

    [Fact]
    public async Task Answer_CutInTheMiddle_IsRepeatedOnlyWhereThatDoesNoHarm()
    {
        var good = GoodBody(Batch);
        _platform.Answers(new StandInAnswer(good[..(good.Length / 2)]) { IsCut = true }, new StandInAnswer(good));
        var told = await HandAll(Batch);
        _platform.Requests.Should().HaveCount(IsRepeatable ? 2 : 1);
        told.Should().OnlyContain(one => one.Done != null == IsRepeatable);
        if (!IsRepeatable)
        {
            told.Should().OnlyContain(one => WriteRules.MayBeDone(one.Failure!));
        }
    }

    [Fact]
    public async Task Token_ThatExpiresInTheMiddle_IsRenewedOnceAndNothingWrittenTwice()
    {
        var (before, after) = (Keys[0], Keys[1]);
        _platform.Answers(GoodBody([before]), ExpiredTokenBody, GoodBody([after]));
        var first = await HandAll([before]);
        var second = await HandAll([after]);
        (first[0].Failure, second[0].Failure).Should().Be(((PlatformFailure?)null, (PlatformFailure?)null));
        _tokens.Exchanges.Should().Be(1);
        var requests = _platform.Requests.ToArray();
        requests.Should().HaveCount(3, "what was refused for its token was not carried out");
        requests[..2].Should().OnlyContain(one => one.Form.Values.Contains(PipelineScope.OldToken));
        requests[2].Form.Values.Should().Contain(_tokens.Current);
    }

    [Fact]
    public async Task Items_OfOneKeyTwice_NeverShareACallAndBothHaveTheirResult()
    {
        var (key, answer) = (Keys[0], GoodBody([Keys[0]]));
        _platform.Answers(answer);
        var told = await HandAll([key, key]);
        told.Should().OnlyContain(one => one.Key == key && one.Done == DoneOf(key));
        // Where a call takes one, the first does not wait for a second.
        _platform.Requests.Should().HaveCount(Batch.Length == 1 ? 2 : CallsForTheSameTwice);
    }

    private IConnector Plain() => Create(_platform, options => _platform.Transport(options, _time), _time);

    private Task<WriteTelling[]> WriteWith(string body)
    {
        _platform.Answers(body);
        return Write(Plain(), Batch);
    }

    // As in a silo: pipeline around the calls, optimiser before them. The clock runs until all are told.
    private async Task<WriteTelling[]> HandAll(string[] keys)
    {
        var connector = Create(_platform, Reliable, _time);
        using var counted = new BatchMetrics(_metrics.GetRequiredService<IMeterFactory>());
        await using var writes = new PlatformWrites(
            new ConnectorCatalogue([connector]),
            new BatchOptimizerOptions(),
            counted,
            [],
            _time,
            new Random(1)
        );
        var all = Task.WhenAll(keys.Select(key => Hand(writes, key)));
        await Patience.Until(() => all.IsCompleted, TimeSpan.FromMilliseconds(20), () => _time.Advance(Step));
        return await all;
    }

    private PipelineTransport Reliable(PlatformOptions options) =>
        new(
            _platform.Transport(options, _time),
            options.Pipeline,
            new(part => part == typeof(IAccountTokens) ? _tokens : null),
            new(null),
            _time,
            new Random(1)
        );
}
