using System.Net;
using Integration.Access;

namespace Integration.Dashboard;

public sealed class DashboardGateTests
{
    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/")]
    [InlineData("/DASHBOARD/index.html")]
    [InlineData("/dashboard/whatever/a/later/version/has")]
    [InlineData("/dashboard/sign-in/")]
    public async Task Page_WithoutASession_LeadsToTheSignIn(string path)
    {
        await using var scope = await GatewayScope.Start();

        var answer = await new Visitor(scope).Get(path);

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().Be(DashboardPaths.SignIn);
    }

    [Theory]
    [InlineData("/dashboard/ClusterStats")]
    [InlineData("/dashboard/GrainState")]
    [InlineData("/dashboard/index.min.js")]
    [InlineData("/dashboard/session.js")]
    public async Task Data_WithoutASession_IsUnauthorized(string path)
    {
        await using var scope = await GatewayScope.Start();
        await (await new Visitor(scope).Get(path, "*/*")).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Data_WithABearerKey_IsUnauthorized()
    {
        await using var scope = await GatewayScope.Start();
        await (await scope.Get("/dashboard/ClusterStats", scope.AddKey(Role.Administrator))).ShouldBeProblem(
            401,
            "unauthorized"
        );
    }

    [Theory]
    [InlineData("/dashboard/GrainState?grainId=x&grainType=y")]
    [InlineData("/dashboard/trace")]
    public async Task StateAndLogs_WithASession_AreWithheld(string path)
    {
        await using var scope = await GatewayScope.Start();
        var visitor = await SignedIn(scope, scope.AddKey(Role.Administrator));
        await (await visitor.Get(path)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Session_GivesNoAccessToTheApi()
    {
        await using var scope = await GatewayScope.Start();
        var visitor = await SignedIn(scope, scope.AddKey(Role.Administrator));
        await (await visitor.Get("/api/v1/sources")).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Session_NotUsed_EndsAfterTheIdleTime()
    {
        await using var scope = await GatewayScope.Start();
        var visitor = await SignedIn(scope, scope.AddKey(Role.Viewer));
        scope.Time.Advance(TimeSpan.FromMinutes(29));
        (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        scope.Time.Advance(TimeSpan.FromMinutes(29));
        (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.NotFound, "it was used meanwhile");
        scope.Time.Advance(TimeSpan.FromMinutes(30.1));
        (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Session_UsedAllTheTime_EndsAfterItsLifetime()
    {
        await using var scope = await GatewayScope.Start();
        var visitor = await SignedIn(scope, scope.AddKey(Role.Viewer));
        for (var n = 0; n < 16 * 3; n++)
        {
            (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.NotFound);
            scope.Time.Advance(TimeSpan.FromMinutes(10));
        }

        scope.Time.Advance(TimeSpan.FromSeconds(1));
        (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Session_OfAKeyThatWasRevoked_EndsAfterTheCachesTime()
    {
        await using var scope = await GatewayScope.Start();
        var key = scope.AddKey(Role.Viewer);
        var visitor = await SignedIn(scope, key);
        scope.Revoke(key);
        scope.Time.Advance(TimeSpan.FromSeconds(5.1));
        (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Session_WithOneLetterChanged_IsNone()
    {
        await using var scope = await GatewayScope.Start();
        var visitor = await SignedIn(scope, scope.AddKey(Role.Viewer));
        var cookie = visitor.Session!;
        visitor.Session = string.Concat(cookie.AsSpan(0, 60), cookie[60] == 'A' ? "B" : "A", cookie.AsSpan(61));
        (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SignOut_EndsTheSessionInThisBrowser()
    {
        await using var scope = await GatewayScope.Start();
        var visitor = await SignedIn(scope, scope.AddKey(Role.Viewer));

        var answer = await visitor.SignOut();

        answer.StatusCode.Should().Be(HttpStatusCode.SeeOther);
        visitor.Session.Should().BeNull();
        (await visitor.Get("/dashboard/")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task SignOut_FromAnotherSite_EndsNothing()
    {
        await using var scope = await GatewayScope.Start();
        var visitor = await SignedIn(scope, scope.AddKey(Role.Viewer));

        (await visitor.Submit(DashboardPaths.SignOut, "x", null)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        visitor.Session.Should().NotBeNull();
    }

    [Theory]
    [InlineData("/dashboard/sign-in")]
    [InlineData("/dashboard/")]
    public async Task Pages_AllowNoScriptFromElsewhereAndNoFrame(string path)
    {
        await using var scope = await GatewayScope.Start();

        var headers = (await new Visitor(scope).Get(path)).Headers;

        var policy = headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("frame-ancestors 'none'").And.Contain("form-action 'self'").And.NotContain("http");
        policy.Should().NotMatchRegex("(script|default)-src[^;]*unsafe");
        headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        headers.CacheControl!.NoStore.Should().BeTrue();
    }

    private static async Task<Visitor> SignedIn(GatewayScope scope, string key)
    {
        var visitor = new Visitor(scope);
        (await visitor.SignIn(key)).StatusCode.Should().Be(HttpStatusCode.SeeOther);
        return visitor;
    }
}
