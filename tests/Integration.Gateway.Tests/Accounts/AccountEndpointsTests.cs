using System.Net;
using System.Text.Json;
using Integration.Access;
using Integration.Platforms;
using Integration.Problems;
using NSubstitute;

namespace Integration.Accounts;

public sealed class AccountEndpointsTests
{
    private const string Path = "/api/v1/platform-accounts/shop-1/test";

    [Theory]
    [InlineData(Role.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Sender, HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, HttpStatusCode.OK)]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    public async Task Test_AsksForAnOperator(Role role, HttpStatusCode expected)
    {
        await using var scope = await GatewayScope.Start();
        Answering(scope, new ConnectionCheck(scope.Time.GetUtcNow()));

        (await scope.Post(Path, "", scope.AddKey(role))).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task Test_ThatThePlatformRefuses_IsAnAnswerWithTheWholeFailure()
    {
        await using var scope = await GatewayScope.Start();
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.BadCredentials, "Wrong sign.")
        {
            Code = "25/sign",
            HttpStatus = 200,
            RequestId = "r-1",
        };
        Answering(scope, new ConnectionCheck(scope.Time.GetUtcNow()) { Failure = failure });

        var answer = await (await scope.Post(Path, "", scope.AddKey(Role.Operator))).Json();

        JsonElement
            .DeepEquals(
                answer,
                JsonDocument
                    .Parse(
                        """
                        {"at":"2026-11-24T12:00:00.000Z","ok":false,"call":null,"token_proved":false,"token_renewed":false,
                         "failure":{"kind":"permanent","reason":"bad_credentials","detail":"Wrong sign.","code":"25/sign",
                                    "retry_after":null,"http_status":200,"request_id":"r-1","needs_attention":true}}
                        """
                    )
                    .RootElement
            )
            .Should()
            .BeTrue(answer.GetRawText());
    }

    [Fact]
    public async Task Test_OfWhatIsNotThere_IsAProblem()
    {
        await using var scope = await GatewayScope.Start();
        Answering(scope, new Problem("not-found", 404, "There is no account 'shop-1'."));
        var key = scope.AddKey(Role.Operator);

        await (await scope.Post(Path, "", key)).ShouldBeProblem(404, "not-found");
        await (await scope.Post("/api/v1/platform-accounts/Shop%201/test", "", key)).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Test_WithAnIdempotencyKey_HandsItOnAndTellsARepeat()
    {
        await using var scope = await GatewayScope.Start();
        var check = new ConnectionCheck(scope.Time.GetUtcNow());
        var account = Answering(scope, new Outcome<ConnectionCheck> { Value = check, Replayed = true });

        var answer = await scope.Post(Path, "", scope.AddKey(Role.Operator), idempotencyKey: "once");

        answer.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        await account
            .Received()
            .TestFor(
                Arg.Is<WriteContext>(context =>
                    context.Idempotency!.Key == "once" && context.Idempotency.Route == $"POST {Path}"
                ),
                Arg.Any<CancellationToken>()
            );
    }

    private static IAccountGrain Answering(GatewayScope scope, Outcome<ConnectionCheck> outcome)
    {
        var account = Substitute.For<IAccountGrain>();
        account.TestFor(Arg.Any<WriteContext>(), Arg.Any<CancellationToken>()).Returns(outcome);
        scope.Grains.GetGrain<IAccountGrain>("shop-1").Returns(account);
        return account;
    }
}
