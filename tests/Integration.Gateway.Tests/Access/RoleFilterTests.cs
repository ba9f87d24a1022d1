using System.Net;
using Integration.Problems;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Integration.Access;

public sealed class RoleFilterTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer ik_short")]
    [InlineData("Bearer ik_abcdefgh_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("ik_abcdefgh_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Request_WithoutAValidKey_IsUnauthorized(string? header)
    {
        await using var scope = await GatewayScope.Start();
        scope.AddKey(Role.Administrator);
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sources");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        var answer = await scope.Send(request);
        await answer.ShouldBeProblem(401, "unauthorized");
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
    }

    [Fact]
    public async Task Request_WithTwoAuthorizations_IsUnauthorized()
    {
        await using var scope = await GatewayScope.Start();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sources");
        request.Headers.TryAddWithoutValidation("Authorization", ["Bearer x", $"Bearer {scope.AddKey(Role.Viewer)}"]);
        await (await scope.Send(request)).ShouldBeProblem(401, "unauthorized");
    }

    // 503: past the filter, at the database that is not there.
    [Theory]
    [InlineData(Role.Sender, 403)]
    [InlineData(Role.Viewer, 503)]
    [InlineData(Role.Operator, 503)]
    [InlineData(Role.Administrator, 503)]
    public async Task Read_ByARole_IsForViewersAndAbove(Role role, int status)
    {
        await using var scope = await GatewayScope.Start();
        await (await scope.Get("/api/v1/sources", scope.AddKey(role))).ShouldBeProblem(
            status,
            status == 403 ? "forbidden" : "database-unavailable"
        );
    }

    // 422: past the filter, at the body.
    [Theory]
    [InlineData(Role.Sender, 422)]
    [InlineData(Role.Viewer, 403)]
    [InlineData(Role.Operator, 422)]
    [InlineData(Role.Administrator, 422)]
    public async Task Post_OfEventsByARole_IsForSendersAndOperators(Role role, int status)
    {
        await using var scope = await GatewayScope.Start();
        await (await scope.Post("/api/v1/events", "{}", scope.AddKey(role))).ShouldBeProblem(
            status,
            status == 403 ? "forbidden" : "validation"
        );
    }

    [Theory]
    [InlineData(Role.Sender, 403)]
    [InlineData(Role.Viewer, 403)]
    [InlineData(Role.Operator, 403)]
    [InlineData(Role.Administrator, 422)]
    public async Task Create_OfASourceByARole_IsForAdministrators(Role role, int status)
    {
        await using var scope = await GatewayScope.Start();
        await (await scope.Post("/api/v1/sources", """{"id":"ERP"}""", scope.AddKey(role))).ShouldBeProblem(
            status,
            status == 403 ? "forbidden" : "validation"
        );
    }

    [Fact]
    public async Task Request_WithARevokedKey_IsUnauthorizedAfterTheCachesTime()
    {
        await using var scope = await GatewayScope.Start();
        var key = scope.AddKey(Role.Sender);
        await (await scope.Get("/api/v1/sources", key)).ShouldBeProblem(403, "forbidden");
        scope.Revoke(key);
        await (await scope.Get("/api/v1/sources", key)).ShouldBeProblem(403, "forbidden");
        scope.Lookups.Should().Be(1, "the answer is believed for a while");
        scope.Time.Advance(TimeSpan.FromSeconds(5.1));
        await (await scope.Get("/api/v1/sources", key)).ShouldBeProblem(401, "unauthorized");
        scope.Lookups.Should().Be(2);
    }

    [Fact]
    public async Task Request_WithAKeyThatWasRevokedHere_IsUnauthorizedAtOnce()
    {
        await using var scope = await GatewayScope.Start();
        var key = scope.AddKey(Role.Viewer);
        await (await scope.Get("/api/v1/api-keys", key)).ShouldBeProblem(403, "forbidden");
        var id = ApiKeySecret.Parse(key)!.Id;
        var revoked = new ApiKeyResource
        {
            Id = id,
            Name = "caller",
            Role = Role.Viewer,
            CreatedAt = scope.Time.GetUtcNow(),
        };
        scope
            .Keys.Revoke(id, Arg.Any<WriteContext>(), Arg.Any<CancellationToken>())
            .Returns(new Outcome<ApiKeyResource> { Value = revoked });
        var administrator = scope.AddKey(Role.Administrator);
        var answer = await scope.Send(
            new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/api-keys/{id}"),
            administrator
        );
        answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        await (await scope.Get("/api/v1/api-keys", key)).ShouldBeProblem(401, "unauthorized");
    }

    [Fact]
    public async Task Find_ThatBeganBeforeTheKeyWasRevoked_DoesNotBringItBack()
    {
        var secret = ApiKeySecret.Create();
        var stored = new StoredApiKey(
            new ApiKeyResource
            {
                Id = secret.Id,
                Name = "caller",
                Role = Role.Viewer,
                CreatedAt = DateTimeOffset.UnixEpoch,
            },
            secret.Hash
        );
        var found = new TaskCompletionSource<StoredApiKey?>();
        var cache = new ApiKeyCache((_, _) => found.Task, new AccessOptions(), new FakeTimeProvider());
        var finding = cache.Find(secret.Text, TestContext.Current.CancellationToken);
        cache.Forget(secret.Id);
        found.SetResult(stored);
        (await finding).Should().BeNull();
        (await cache.Find(secret.Text, TestContext.Current.CancellationToken)).Should().BeNull();
    }

    [Fact]
    public async Task Request_WithTheIdOfAKeyAndAnotherSecret_IsUnauthorized()
    {
        await using var scope = await GatewayScope.Start();
        var key = scope.AddKey(Role.Administrator);
        var forged = string.Concat(key.AsSpan(0, key.Length - 1), key[^1] == 'a' ? "b" : "a");
        await (await scope.Get("/api/v1/sources", forged)).ShouldBeProblem(401, "unauthorized");
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/version")]
    [InlineData("/problems")]
    [InlineData("/openapi/v1.json")]
    public async Task Request_OfWhatIsOpen_NeedsNoKey(string path)
    {
        await using var scope = await GatewayScope.Start();
        (await scope.Get(path)).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
