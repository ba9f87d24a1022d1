using System.Net;
using System.Net.Http.Headers;
using Integration.Access;
using Integration.Problems;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Integration.Accounts;

public sealed class AuthorisationEndpointsTests
{
    private const string Path = "/api/v1/platform-accounts/shop-1/authorisation";
    private const string Question = Path + "?redirect_uri=https%3A%2F%2Ferp.example.com%2Fback";
    private const string Body = """{"code":"code-1","redirect_uri":"https://erp.example.com/back"}""";
    private static readonly AuthorisationRequest Request = new()
    {
        Code = "code-1",
        RedirectUri = "https://erp.example.com/back",
    };

    private readonly IAccountGrain _account = Substitute.For<IAccountGrain>();

    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Sender, HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    public async Task Both_AskForWhoMayChangeAccounts(Role role, HttpStatusCode expected)
    {
        await using var scope = await Start();
        var key = scope.AddKey(role);

        (await scope.Post(Path, Body, key)).StatusCode.Should().Be(expected);
        (await scope.Get(Question, key)).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Code_IsAnsweredWithTheAccountAndItsVersion()
    {
        await using var scope = await Start();

        var answer = await scope.Post(Path, Body, scope.AddKey(Role.Administrator), idempotencyKey: "once");

        answer.Headers.ETag.Should().Be(new EntityTagHeaderValue("\"2\""));
        var shown = await answer.Json();
        shown.GetProperty("access_token_set").GetBoolean().Should().BeTrue();
        shown.GetRawText().Should().NotContain("code-1");
        await _account
            .Received()
            .ExchangeCode(
                Request,
                Arg.Is<WriteContext>(context => context.Idempotency!.Route == $"POST {Path}"),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task Code_OfARequestThatWasAnswered_SaysThatItIsARepeat()
    {
        await using var scope = await Start();
        Answering(new Outcome<AccountResource> { Value = Account, Replayed = true });

        var answer = await scope.Post(Path, Body, scope.AddKey(Role.Administrator), idempotencyKey: "once");

        answer.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
    }

    [Theory]
    [InlineData("{", 400, "invalid-json")]
    [InlineData("""{"kode":"a"}""", 422, "unknown-field")]
    [InlineData("""{"code":7}""", 422, "validation")]
    public async Task Code_InABodyThatCannotBeRead_ReachesNobody(string body, int status, string slug)
    {
        await using var scope = await Start();

        await (await scope.Post(Path, body, scope.AddKey(Role.Administrator))).ShouldBeProblem(status, slug);

        _account.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task Problem_OfTheGrain_IsAnswered()
    {
        await using var scope = await Start();
        var key = scope.AddKey(Role.Administrator);
        Answering(new Problem("authorisation-refused", 409, "No."));

        await (await scope.Post(Path, Body, key)).ShouldBeProblem(409, "authorisation-refused");
        await (await scope.Post("/api/v1/platform-accounts/Shop%201/authorisation", Body, key)).ShouldBeProblem(
            404,
            "not-found"
        );
        await (await scope.Get("/api/v1/platform-accounts/Shop%201/authorisation?redirect_uri=x", key)).ShouldBeProblem(
            404,
            "not-found"
        );
    }

    [Fact]
    public async Task Silo_ThatIsLost_LeavesOpenWhetherTheCodeIsSpent()
    {
        await using var scope = await Start();
        _account
            .ExchangeCode(Arg.Any<AuthorisationRequest>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new TimeoutException());

        await (await scope.Post(Path, Body, scope.AddKey(Role.Administrator))).ShouldBeProblem(
            502,
            "authorisation-unknown"
        );
    }

    [Fact]
    public async Task Page_IsAskedForWithAddressAndState()
    {
        await using var scope = await Start();
        var key = scope.AddKey(Role.Administrator);

        var page = await (await scope.Get(Question + "&state=x%26y", key)).Json();

        page.GetRawText().Should().Be("""{"url":"https://platform.example.com/authorise"}""");
        await _account
            .Received()
            .ShowAuthorisationPage("https://erp.example.com/back", "x&y", Arg.Any<CancellationToken>());
        await (await scope.Get(Path, key)).ShouldBeProblem(400, "bad-filter");
    }

    private static AccountResource Account { get; } =
        new()
        {
            Id = "shop-1",
            Platform = "pinduoduo",
            AppKind = "seller",
            AppKey = "key-1",
            AppSecretSet = true,
            AccessTokenSet = true,
            RefreshTokenSet = true,
            Enabled = true,
            Version = 2,
            CreatedAt = default,
            UpdatedAt = default,
        };

    private async Task<GatewayScope> Start()
    {
        var scope = await GatewayScope.Start();
        scope.Grains.GetGrain<IAccountGrain>("shop-1").Returns(_account);
        Answering(Account);
        _account
            .ShowAuthorisationPage(Arg.Any<string>(), Arg.Any<string?>(), Arg.Any<CancellationToken>())
            .Returns(new AuthorisationPage("https://platform.example.com/authorise"));
        _account.ClearReceivedCalls();
        return scope;
    }

    private void Answering(Outcome<AccountResource> outcome) =>
        _account
            .ExchangeCode(Arg.Any<AuthorisationRequest>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(outcome);
}
