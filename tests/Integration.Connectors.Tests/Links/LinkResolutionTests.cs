using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Links;

/// <summary>Links and share words that only a call of the platform leads on from.</summary>
public sealed class LinkResolutionTests : IDisposable
{
    private static readonly PlatformAccount Account = new(StubLinks.Name, new("a", "key", "secret"));
    private readonly StubLinks _platform = new();
    private readonly RedirectingHandler _redirects = new();
    private readonly HttpMessageInvoker _http;
    private readonly LinkExpander _expander;

    public LinkResolutionTests()
    {
        _http = new(_redirects);
        _expander = new(new ConnectorCatalogue([_platform]), _http, new LinkOptions(), TimeProvider.System);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("look: https://click.example/abc ！", "https://click.example/abc")]
    [InlineData("say <words> in the app", "<words>")]
    public async Task Find_ByAnAccountThatMay_AsksThePlatformOnce(string text, string asked)
    {
        var found = await _expander.Find(text, Account, Ct);
        (found.Link.Value!.ProductId, found.Calls, found.Refused).Should().Be(("1", 1, null));
        _platform.Asked.Should().Equal(asked);
        _redirects.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Find_InATextWithALinkAndWords_TakesTheLink()
    {
        var found = await _expander.Find("<words> https://item.example/5", Account, Ct);
        (found.Link.Value!.ProductId, found.Calls).Should().Be(("5", 0));
        _platform.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Find_WhereTheAnswerLeadsOn_GoesOnStepByStep()
    {
        _platform.Answer = link => new Uri(link == "<words>" ? "https://short.example/a" : "https://item.example/9");
        _redirects.Leads("https://short.example/a", "https://click.example/b");
        var found = await _expander.Find("<words>", Account, Ct);
        (found.Link.Value!.ProductId, found.Calls).Should().Be(("9", 2));
        _platform.Asked.Should().Equal("<words>", "https://click.example/b");
    }

    [Fact]
    public async Task Find_WhereTheAnswersLeadInACircle_StopsAtTheLimit()
    {
        _platform.Answer = static _ => new Uri("https://click.example/again");
        var found = await _expander.Find("<words>", Account, Ct);
        found.Link.Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
        found.Calls.Should().Be(new LinkOptions().MaxRedirects);
    }

    [Theory]
    [InlineData("https://other.example/1")]
    [InlineData("https://169.254.169.254/1")]
    public async Task Find_WhereTheAnswerIsNoAddressOfThePlatform_StopsBeforeIt(string answer)
    {
        _platform.Answer = _ => new Uri(answer);
        var found = await _expander.Find("https://click.example/abc", Account, Ct);
        found.Link.Failure!.Reason.Should().Be(FailureReason.InvalidAnswer);
        _redirects.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Find_ThatThePlatformRefuses_TellsItsFailureAndTheCall()
    {
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.NotAllowed, "No.") { HttpStatus = 200 };
        _platform.Answer = _ => refused;
        var found = await _expander.Find("https://click.example/abc", Account, Ct);
        found.Link.Failure!.Detail.Should().Be("click.example: No.");
        (found.Refused, found.Calls).Should().Be((refused, 1));
    }

    [Fact]
    public async Task Find_ThatTheHubHoldsBack_CountsNoCall()
    {
        var wait = TimeSpan.FromSeconds(5);
        _platform.Answer = _ => new PlatformFailure(FailureKind.Throttled, FailureReason.RateLimit, "Not called.")
        {
            RetryAfter = wait,
        };
        var found = await _expander.Find("<words>", Account, Ct);
        (found.Link.Failure!.RetryAfter, found.Calls).Should().Be((wait, 0));
    }

    [Theory]
    [InlineData("elsewhere", "able", "the account is one of elsewhere")]
    [InlineData(StubLinks.Name, "unable", "only an app of the kind able may call it")]
    [InlineData(StubLinks.Name, "unknown", "only an app of the kind able may call it")]
    public async Task Find_ByAnAccountThatMayNot_SaysSoWithoutACall(string platform, string kind, string why)
    {
        var account = new PlatformAccount(platform, Account.Credentials with { AppKind = kind });
        var found = await _expander.Find("https://click.example/abc", account, Ct);
        found.Link.Failure!.Reason.Should().Be(FailureReason.Unsupported);
        found.Link.Failure.Detail.Should().Contain(why).And.Contain("click.example");
        (found.Calls, found.Refused).Should().Be((0, null));
        _platform.Asked.Should().BeEmpty();
    }
}
