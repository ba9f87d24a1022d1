using Integration.Accounts;
using Integration.Alerts;
using Integration.Pipeline;
using Integration.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Platforms;

public sealed class PlatformCallObserverTests : IDisposable
{
    private readonly AlertFeed _alerts;
    private readonly AccountCalls _accounts;
    private readonly PlatformCallObserver _observer;

    public PlatformCallObserverTests()
    {
        var time = new FakeTimeProvider(StorageFixture.Now);
        var clock = new DatabaseClock(time);
        _alerts = new AlertFeed(new AlertStepOptions(), time);
        _accounts = new AccountCalls(
            Substitute.For<IGrainFactory>(),
            new AccountOptions(),
            clock,
            time,
            NullLogger<AccountCalls>.Instance
        );
        _observer = new PlatformCallObserver(new PlatformCallBook(), _accounts, _alerts, clock);
    }

    public void Dispose() => _accounts.Dispose();

    [Theory]
    [InlineData(FailureKind.Transient, 4)]
    [InlineData(FailureKind.Throttled, 4)]
    // An open circuit: the platform has failed before.
    [InlineData(FailureKind.Transient, 0)]
    // Refused, or asked in a way that it takes no more.
    [InlineData(FailureKind.Permanent, 1)]
    [InlineData(FailureKind.Unauthorised, 2)]
    public void Called_ThatFailed_CountsAgainstThePlatform(FailureKind kind, int attempts)
    {
        Calls(20, kind, attempts, FailureReason.Platform);
        _alerts.Read().Should().ContainSingle().Which.Value.Should().Be(1);
    }

    [Fact]
    public void Called_ButRefusedByOurOwnRate_SaysNothingAboutThePlatform()
    {
        Calls(20, FailureKind.Throttled, attempts: 0);
        _alerts.Read().Should().BeEmpty();
    }

    [Fact]
    public void Called_WithACodeThatIsNotTaken_SaysNothingAboutTheAccount()
    {
        Calls(20, FailureKind.Unauthorised, attempts: 1, FailureReason.AuthorisationLost, isCodeExchange: true);
        _alerts.Read().Should().BeEmpty();
        Calls(20, FailureKind.Transient, attempts: 1, FailureReason.Platform, isCodeExchange: true);
        _alerts.Read().Should().ContainSingle().Which.Value.Should().Be(1);
    }

    [Fact]
    public void Called_ForWhatIsGone_IsAnAnswer()
    {
        Calls(20, FailureKind.Permanent, attempts: 1, FailureReason.Gone);
        _alerts.Read().Should().ContainSingle().Which.Value.Should().Be(0);
    }

    private void Calls(
        int count,
        FailureKind kind,
        int attempts,
        FailureReason reason = FailureReason.RateLimit,
        bool isCodeExchange = false
    )
    {
        for (var call = 0; call < count; call++)
        {
            _observer.Called(
                new PlatformCallMeasure
                {
                    Platform = "taobao",
                    AccountId = "main",
                    Endpoint = "item.get",
                    Duration = TimeSpan.Zero,
                    Kind = kind,
                    Reason = reason,
                    Attempts = attempts,
                    IsCodeExchange = isCodeExchange,
                    WaitedForRate = TimeSpan.Zero,
                }
            );
        }
    }
}
