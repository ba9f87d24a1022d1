using Integration.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Platforms;

/// <summary>
/// What every connector must do that tells of shipments, with the pipeline around its calls as the product has it. A platform's test
/// class gives the bodies, written from the platform's documents.
/// </summary>
public abstract class LogisticsConformance : IAsyncLifetime
{
    protected const string Secret = "app-secret-1234";
    private readonly ClusterTokens _tokens = new();

    private protected StandIn Platform { get; private set; } = null!;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    protected virtual AccountCredentials Account =>
        new("account-1", "12345678", Secret) { AccessToken = PipelineScope.OldToken };

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A shipment that the platform takes in one call.</summary>
    protected abstract Shipment Shipment { get; }

    /// <summary>The answer to it.</summary>
    protected abstract string GoodBody { get; }

    /// <summary>Other answers that say that it was taken.</summary>
    protected abstract string[] LooseGoodBodies { get; }

    /// <summary>Answers that say that it was not.</summary>
    protected abstract string[] RefusedBodies { get; }

    protected abstract string TransientBody { get; }

    protected abstract string ThrottledBody { get; }

    protected abstract string ExpiredTokenBody { get; }

    private protected abstract ILogistics Create();

    public async ValueTask InitializeAsync() => Platform = await StandIn.Start();

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Shipment_ThatIsTaken_IsToldOnceAndSigned()
    {
        var told = await Confirm(new StandInAnswer(GoodBody));
        told.Failure.Should().BeNull();
        told.Value.Should().BeEquivalentTo(Shipment);
        var request = Platform.Requests.Should().ContainSingle().Which;
        request.Form["sign"].Should().Be(Documented.Md5(Secret + Documented.Joined(request, "sign") + Secret));
        request.Form["access_token"].Should().Be(PipelineScope.OldToken);
    }

    [Fact]
    public async Task Shipment_ThatIsTakenInOtherWords_IsTaken()
    {
        foreach (var body in LooseGoodBodies)
        {
            (await Confirm(new StandInAnswer(body))).Failure.Should().BeNull(body);
        }
    }

    [Fact]
    public async Task Shipment_ThatIsRefusedWithHttp200_FailsForGoodAndIsNotRepeated()
    {
        foreach (var body in RefusedBodies)
        {
            Platform.Requests.Clear();
            (await Confirm(new StandInAnswer(body))).Failure!.Kind.Should().Be(FailureKind.Permanent, body);
            Platform.Requests.Should().ContainSingle(body);
        }
    }

    [Fact]
    public async Task Shipment_OfUnknownOutcome_IsNotRepeated()
    {
        StandInAnswer[] unknown =
        [
            new("<!DOCTYPE html><html>维护中</html>") { ContentType = "text/html" },
            new("<html>gateway</html>") { ContentType = "text/html", Status = 502 },
            new(""),
            new("""{"hello":"world"}"""),
            new(GoodBody[..(GoodBody.Length / 2)]) { IsCut = true },
            new(TransientBody),
        ];
        foreach (var answer in unknown)
        {
            Platform.Requests.Clear();
            (await Confirm(answer)).Failure!.Kind.Should().Be(FailureKind.Transient);
            Platform.Requests.Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Token_ThatExpiresInTheMiddle_IsRenewedAndTheShipmentTold()
    {
        var told = await Confirm(new StandInAnswer(ExpiredTokenBody), new StandInAnswer(GoodBody));
        told.Failure.Should().BeNull();
        Platform
            .Requests.Select(static request => request.Form["access_token"])
            .Should()
            .Equal(PipelineScope.OldToken, "token-1");
    }

    [Fact]
    public async Task Throttled_BeyondWhatIsWaited_IsToldWithItsTimeAndNotRepeated()
    {
        var failure = (await Confirm(new StandInAnswer(ThrottledBody))).Failure!;
        failure.Kind.Should().Be(FailureKind.Throttled);
        failure.RetryAfter.Should().BePositive();
        Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public Task Shipment_OfAnotherOrderNumber_IsRefusedWithoutACall() =>
        IsRefused(Shipment with { OrderNumber = "no number!" }, FailureReason.InvalidRequest);

    [Theory]
    [InlineData("")]
    [InlineData("1 2")]
    [InlineData("1\n")]
    public async Task Shipment_WithoutACarrierOrTrackingNumber_IsRefusedWithoutACall(string code)
    {
        await IsRefused(Shipment with { Carrier = code }, FailureReason.InvalidRequest);
        await IsRefused(Shipment with { TrackingNumber = code }, FailureReason.InvalidRequest);
    }

    [Fact]
    public Task Shipment_OfAnAccountWithoutAToken_IsRefusedWithoutACall() =>
        IsRefused(Shipment, FailureReason.AuthorisationLost, Account with { AccessToken = null });

    protected async Task IsRefused(Shipment shipment, FailureReason reason, AccountCredentials? account = null)
    {
        var told = await Create().ConfirmShipment(account ?? Account, shipment, Ct);
        told.Failure!.Reason.Should().Be(reason);
        Platform.Requests.Should().BeEmpty();
    }

    private protected Task<PlatformResult<Shipment>> Confirm(params StandInAnswer[] answers) =>
        Confirm(Shipment, answers);

    private protected Task<PlatformResult<Shipment>> Confirm(Shipment shipment, params StandInAnswer[] answers)
    {
        Platform.Answers(answers);
        return Create().ConfirmShipment(Account, shipment, Ct);
    }

    private protected PipelineTransport Transport(Catalogue.PlatformOptions options)
    {
        options.Pipeline.LongestThrottleWait = TimeSpan.Zero;
        return new(
            Platform.Transport(options, Time),
            options.Pipeline,
            new(part => part == typeof(IAccountTokens) ? _tokens : null),
            new(null),
            Time,
            new Random(1)
        );
    }
}
