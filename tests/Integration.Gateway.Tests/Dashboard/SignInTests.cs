using System.Net;
using Integration.Access;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Integration.Dashboard;

public sealed class SignInTests
{
    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Administrator)]
    public async Task SignIn_WithAKeyOfAReader_BeginsASessionThatIsNoted(Role role)
    {
        await using var scope = await GatewayScope.Start();
        var key = scope.AddKey(role);
        var visitor = new Visitor(scope);

        var answer = await visitor.SignIn(key);

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().Should().Be("/dashboard/");
        var id = ApiKeySecret.Parse(key)!.Id;
        await Noted(scope, new SignInNote("unknown", IsAdmitted: true, id, Reason: null), actor: id);
        // Past the gate: the dashboard itself is mapped by the host.
        (await visitor.Get("/dashboard/"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SignIn_WithAKeyOfASender_IsRefusedAndNoted()
    {
        await using var scope = await GatewayScope.Start();
        var key = scope.AddKey(Role.Sender);
        var visitor = new Visitor(scope);

        (await visitor.SignIn(key)).StatusCode.Should().Be(HttpStatusCode.Forbidden);

        visitor.Session.Should().BeNull();
        var id = ApiKeySecret.Parse(key)!.Id;
        await Noted(scope, new SignInNote("unknown", IsAdmitted: false, id, "role"), actor: id);
    }

    [Fact]
    public async Task SignIn_WithAForgedKey_IsRefusedAndNotedAsNobodys()
    {
        await using var scope = await GatewayScope.Start();
        var key = scope.AddKey(Role.Administrator);
        var visitor = new Visitor(scope);

        var answer = await visitor.SignIn(string.Concat(key.AsSpan(0, key.Length - 1), key[^1] == 'a' ? "b" : "a"));

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        visitor.Session.Should().BeNull();
        var note = new SignInNote("unknown", IsAdmitted: false, ApiKeySecret.Parse(key)!.Id, "unknown_key");
        await Noted(scope, note, actor: "unknown");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<script>alert(1)</script>")]
    public async Task SignIn_WithSomethingElse_IsRefusedAndNotShownAgain(string text)
    {
        await using var scope = await GatewayScope.Start();

        var answer = await new Visitor(scope).SignIn(text);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await Text(answer)).Should().Contain("This key is not valid.").And.NotContain("alert(1)");
        await Noted(scope, new SignInNote("unknown", IsAdmitted: false, null, "unknown_key"), actor: "unknown");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CfDJ8AAAA")]
    public async Task SignIn_FromAnotherForm_IsNotEvenTried(string? token)
    {
        await using var scope = await GatewayScope.Start();
        var visitor = new Visitor(scope);
        await visitor.Get(DashboardPaths.SignIn);

        var answer = await visitor.Submit(DashboardPaths.SignIn, token, scope.AddKey(Role.Administrator));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        visitor.Session.Should().BeNull();
        scope.Lookups.Should().Be(0);
    }

    [Fact]
    public async Task SignIn_MoreOftenThanTheLimit_IsRefusedAlsoWithAGoodKey()
    {
        await using var scope = await GatewayScope.Start(("Integration:Dashboard:AttemptsPerMinute", "2"));
        var visitor = new Visitor(scope);
        await visitor.SignIn("x");
        await visitor.SignIn("x");

        var answer = await visitor.SignIn(scope.AddKey(Role.Viewer));

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.Should().BeCloseTo(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
        visitor.Session.Should().BeNull();
    }

    [Fact]
    public async Task SignIn_ThatCannotBeNoted_IsRefused()
    {
        await using var scope = await GatewayScope.Start(("Integration:Intake:LostCallRetry", "00:00:00"));
        scope
            .Keys.NoteSignIn(Arg.Any<SignInNote>(), Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new TimeoutException());
        var visitor = new Visitor(scope);

        await (await visitor.SignIn(scope.AddKey(Role.Viewer))).ShouldBeProblem(503, "busy");

        visitor.Session.Should().BeNull();
    }

    [Theory]
    [InlineData("http://localhost/dashboard/sign-in", "false", false)]
    [InlineData("https://localhost/dashboard/sign-in", "false", true)]
    [InlineData("http://localhost/dashboard/sign-in", "true", true)]
    public async Task Cookie_IsForTheDashboardAndNoScript(string url, string always, bool isSecure)
    {
        await using var scope = await GatewayScope.Start(("Integration:Dashboard:AlwaysSecureCookie", always));

        var answer = await new Visitor(scope).SignIn(scope.AddKey(Role.Viewer), url);

        var cookie = answer
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith(SessionCookie.Name, StringComparison.Ordinal));
        cookie.Should().Contain("; path=/dashboard").And.Contain("; samesite=strict").And.Contain("; httponly");
        cookie.Contains("; secure", StringComparison.Ordinal).Should().Be(isSecure);
    }

    private static async Task<string> Text(HttpResponseMessage answer) =>
        await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task Noted(GatewayScope scope, SignInNote note, string actor) =>
        await scope
            .Keys.Received(1)
            .NoteSignIn(note, Arg.Is<WriteContext>(context => context.Actor == actor), Arg.Any<CancellationToken>());
}
