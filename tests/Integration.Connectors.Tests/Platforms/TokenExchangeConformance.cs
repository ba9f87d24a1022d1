using Integration.Catalogue;
using Integration.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Platforms;

/// <summary>
/// What every connector must do that exchanges codes of authorisations, with the pipeline around its calls as the product has it. A
/// platform's test class gives the bodies, written from the platform's documents.
/// </summary>
public abstract class TokenExchangeConformance : IAsyncLifetime
{
    protected const string Secret = "app-secret-1234";
    protected const string Code = "code-5678";
    private const string OldToken = "access-token-1234";
    private const string NewToken = "access-token-5678";
    private const string NewRefresh = "refresh-token-5678";
    private static readonly Uri Back = new("https://erp.example.com/back?a=1&b=甲");
    private readonly ClusterTokens _tokens = new();

    private protected StandIn Platform { get; private set; } = null!;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    protected virtual AccountCredentials Account => new("account-1", "12345678", Secret);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Whether a refresh token comes with the first access token.</summary>
    protected virtual bool HasRefresh => true;

    /// <summary>Whether the platform wants to see the redirect URI again.</summary>
    protected virtual bool WantsRedirectUri => false;

    /// <summary>The field with the request's signature; null where it is not signed, because it shows the secret itself.</summary>
    protected virtual string? SignatureField => "sign";

    /// <summary>Fields that stand in the request beside the app's key, the time, the signature and the code, as <c>name=value|name=value</c>.</summary>
    protected abstract string Fields { get; }

    /// <summary>The answer to a good code: these tokens, for 10 hours.</summary>
    protected abstract string GrantBody(string token, string refresh);

    /// <summary>Answers to a code that is not accepted; each says this text.</summary>
    protected abstract string[] RefusedBodies(string text);

    protected abstract string TransientBody { get; }

    protected abstract string ThrottledBody { get; }

    /// <summary>The page for the account, the address to come back to as <c>{0}</c> and the state as <c>{1}</c>; null where there is none.</summary>
    protected abstract string? Page { get; }

    /// <summary>Signs by the documents, apart from the product's code.</summary>
    private protected virtual string SignatureOf(StandInRequest request) =>
        Documented.Md5(Secret + Documented.Joined(request, "sign") + Secret);

    private protected abstract ITokenExchange Create();

    public async ValueTask InitializeAsync() => Platform = await StandIn.Start();

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Code_ThatIsGood_BringsTheFirstTokens()
    {
        var grant = (await Exchange(new StandInAnswer(GrantBody(NewToken, NewRefresh)))).Value!;

        grant.AccessToken.Should().Be(NewToken);
        grant.RefreshToken.Should().Be(HasRefresh ? NewRefresh : null);
        grant.ExpiresAt.Should().Be(Time.GetUtcNow().AddHours(10));
        grant.ToString().Should().NotContain(NewToken).And.NotContain(NewRefresh);
    }

    [Fact]
    public async Task Request_HasTheCodeAndTheDocumentedFieldsAndNoOldToken()
    {
        await Exchange(new StandInAnswer(GrantBody(NewToken, NewRefresh)));

        var request = Platform.Requests.Should().ContainSingle().Which;
        request.Method.Should().Be("POST");
        request.Form["code"].Should().Be(Code);
        request.Form.Should().Contain(Documented.Fields(Fields));
        request.Form.Values.Should().NotContain(OldToken).And.NotContain("refresh-token-1234");
        request.Form.GetValueOrDefault("redirect_uri").Should().Be(WantsRedirectUri ? Back.OriginalString : null);
        if (SignatureField is { } field)
        {
            request.Form[field].Should().Be(SignatureOf(request));
            request.Form.Values.Should().NotContain(Secret);
        }
    }

    [Fact]
    public async Task Code_ThatIsRefused_NeedsAPersonAndIsNotRepeated()
    {
        foreach (var body in RefusedBodies("no"))
        {
            Platform.Requests.Clear();
            var failure = (await Exchange(new StandInAnswer(body))).Failure!;
            (failure.Kind, failure.Reason)
                .Should()
                .Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost), body);
            failure.HttpStatus.Should().NotBeNull("it was sent");
            Platform.Requests.Should().ContainSingle(body);
        }
    }

    [Fact]
    public async Task Code_ThatThePlatformRepeats_IsNotShown()
    {
        foreach (var body in RefusedBodies($"no: {Code}, {Secret}, {OldToken}"))
        {
            var failure = (await Exchange(new StandInAnswer(body))).Failure!;
            failure.Detail.Should().Contain("no: ***, ***, ***");
            failure.ToString().Should().NotContain(Code);
        }

        new AuthorisationCode(Code, Back).ToString().Should().NotContain(Code);
    }

    [Fact]
    public async Task Code_OfUnknownOutcome_IsNotSentAgain()
    {
        var good = GrantBody(NewToken, NewRefresh);
        StandInAnswer[] unknown =
        [
            new("<!DOCTYPE html><html>维护中</html>") { ContentType = "text/html" },
            new("<html>gateway</html>") { ContentType = "text/html", Status = 502 },
            new(""),
            new("""{"hello":"world"}"""),
            new(good.Replace(NewToken, "", StringComparison.Ordinal)),
            new(good[..(good.Length / 2)]) { IsCut = true },
            new(TransientBody),
        ];
        foreach (var answer in unknown)
        {
            Platform.Requests.Clear();
            (await Exchange(answer)).Failure!.Kind.Should().Be(FailureKind.Transient);
            Platform.Requests.Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Grant_WithAnyOneValueOfAnotherType_NeverThrows()
    {
        foreach (var body in JsonMutations.Of(GrantBody(NewToken, NewRefresh)))
        {
            var grant = await Exchange(new StandInAnswer(body));
            (grant.Value is null).Should().Be(grant.Failure is not null, body);
        }
    }

    [Fact]
    public async Task Throttled_BeyondWhatIsWaited_IsToldWithItsTimeAndNotRepeated()
    {
        var failure = (await Exchange(new StandInAnswer(ThrottledBody))).Failure!;
        failure.Kind.Should().Be(FailureKind.Throttled);
        failure.RetryAfter.Should().BePositive();
        Platform.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task RedirectUri_ThatIsMissing_IsAskedForWithoutACallWhereItIsWanted()
    {
        Platform.Answers(GrantBody(NewToken, NewRefresh));

        var failure = (await Create().ExchangeCode(Account, new(Code, null), Ct)).Failure;

        failure?.Reason.Should().Be(FailureReason.InvalidRequest);
        failure?.HttpStatus.Should().BeNull();
        (failure is not null).Should().Be(WantsRedirectUri);
        Platform.Requests.IsEmpty.Should().Be(WantsRedirectUri);
    }

    [Fact]
    public void Page_IsThatOfTheDocumentsAndCallsNobody()
    {
        var expected = Page?.Replace(
            "{0}",
            "https%3A%2F%2Ferp.example.com%2Fback%3Fa%3D1%26b%3D%E7%94%B2",
            StringComparison.Ordinal
        );

        Create()
            .AuthorisationPage(Account, Back, "x&y")
            ?.AbsoluteUri.Should()
            .Be(expected?.Replace("{1}", "x%26y", StringComparison.Ordinal));
        (Create().AuthorisationPage(Account, Back, null) is null).Should().Be(Page is null);
        Create().AuthorisationPage(Account, Back, null)?.Query.Should().NotContain("state");
        Platform.Requests.Should().BeEmpty();
    }

    [Fact]
    public void Capabilities_OfTheConnector_HoldTheExchange() =>
        ConnectorCapabilities.Of(Create()).Should().Contain(ConnectorCapability.TokenExchange);

    private protected Task<PlatformResult<TokenGrant>> Exchange(StandInAnswer answer)
    {
        Platform.Answers(answer);
        var account = Account with { AccessToken = OldToken, RefreshToken = "refresh-token-1234" };
        return Create().ExchangeCode(account, new(Code, Back), Ct);
    }

    private protected PipelineTransport Transport(PlatformOptions options)
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
