using System.Net;
using Integration.Hubs;

namespace Integration.Accounts;

/// <summary>Accounts as a configured resource, over HTTP; no platform is called.</summary>
public sealed class AccountApiTests(HubFixture fixture)
{
    private const string Path = "/api/v1/platform-accounts";

    private HubApi Api => fixture.Api;

    [Fact]
    public async Task Account_IsCreatedReadChangedAndDeleted()
    {
        var id = fixture.NewId("account");
        var created = await Api.Post(Path, Body(id, "\"limits\":{\"calls_per_second\":2.5,\"concurrency\":4}"));
        created.Status.Should().Be(HttpStatusCode.Created, created.Text);
        created.Headers.Location!.ToString().Should().Be($"{Path}/{id}");
        created.Json["app_kind"]!.GetValue<string>().Should().Be("affiliate", "the platform's first one");

        var read = await Api.Get($"{Path}/{id}");
        read.Headers.ETag!.Tag.Should().Be("\"1\"");
        read.Json["limits"]!["calls_per_second"]!.GetValue<double>().Should().Be(2.5);
        (read.Json["app_secret_set"]!.GetValue<bool>(), read.Json["access_token_set"]!.GetValue<bool>())
            .Should()
            .Be((true, false));

        var changed = await Api.Patch($"{Path}/{id}", """{"enabled":false,"note":"旧的"}""", "\"1\"");
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        changed.Json["note"]!.GetValue<string>().Should().Be("旧的");
        changed.Json["health"].Should().NotBeNull();
        (await Api.Patch($"{Path}/{id}", """{"note":"x"}""", "\"1\"")).Problem.Should().Be("stale-version");
        (await Api.Delete($"{Path}/{id}", "\"1\"")).Problem.Should().Be("stale-version");
        (await Api.Delete($"{Path}/{id}", "\"2\"")).Status.Should().Be(HttpStatusCode.NoContent);
        (await Api.Get($"{Path}/{id}")).Problem.Should().Be("not-found");
        (await Api.Post($"{Path}/{id}/test", "{}")).Problem.Should().Be("not-found");

        var audit = await Api.Read($"/api/v1/audit?target=account/{id}");
        audit["data"]!
            .AsArray()
            .Select(entry => entry!["action"]!.GetValue<string>())
            .Should()
            .Equal("account.delete", "account.change", "account.create");
    }

    [Fact]
    public async Task Faults_AreToldAllAtOnce()
    {
        var refused = await Api.Post(
            Path,
            """{"id":"Not An Id","platform":"amazon","limits":{"concurrency":1000},"note":"n"}"""
        );

        // An id that nobody can have has no grain to judge the rest.
        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        refused.Json["errors"]!.AsObject().Select(error => error.Key).Should().Equal("id");
        var judged = await Api.Post(Path, """{"platform":"amazon","app_key":"a b","limits":{"concurrency":1000}}""");
        judged.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        judged.Json["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .Should()
            .BeEquivalentTo("platform", "app_key", "app_secret", "limits.concurrency");
        judged.Json["errors"]!["platform"]![0]!.GetValue<string>().Should().Contain("taobao");
    }

    [Theory]
    [InlineData("\"app_kind\":\"buyer\"", "app_kind")]
    [InlineData("\"app_kind\":\"seller\",\"access_token\":\"a b\"", "access_token")]
    [InlineData("\"refresh_token\":\"\"", "refresh_token")]
    public async Task Fault_OfOneField_IsNamed(string field, string named)
    {
        var refused = await Api.Post(Path, Body(fixture.NewId("account"), field));

        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        refused.Json["errors"]!.AsObject().Select(error => error.Key).Should().Equal(named);
    }

    [Fact]
    public async Task Token_ThatIsMissing_IsAFaultWhereNoCodeBringsOne()
    {
        var refused = await Api.Post(
            Path,
            """{"platform":"vendure","app_key":"admin","app_secret":"any","limits":{"concurrency":1}}"""
        );

        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        refused.Json["errors"]!.AsObject().Select(error => error.Key).Should().Equal("access_token");
        var id = fixture.NewId("account");
        (await Api.Create(Path, Body(id, "\"app_kind\":\"seller\"")))["access_token_set"]!
            .GetValue<bool>()
            .Should()
            .BeFalse();
    }

    [Fact]
    public async Task Creation_ThatIsRepeatedWithItsKey_IsAnsweredAsBefore()
    {
        var body = """{"platform":"taobao","app_key":"k","app_secret":"secret-once"}""";
        var key = fixture.NewId("key");

        var first = await Api.Post(Path, body, key);
        var second = await Api.Post(Path, body, key);

        first.Status.Should().Be(HttpStatusCode.Created, first.Text);
        second.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        second.Json["id"]!.GetValue<string>().Should().Be(first.Json["id"]!.GetValue<string>());
        second.Text.Should().NotContain("secret-once");
    }

    [Fact]
    public async Task List_GoesPageByPage()
    {
        var ids = Enumerable.Range(0, 3).Select(n => $"{fixture.NewId("list")}-{n}").ToArray();
        foreach (var id in ids)
        {
            await Api.Create(Path, Body(id, "\"note\":null"));
        }

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Api.Read($"{Path}?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            found.AddRange(page["data"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()));
            cursor = page["next_cursor"]?.GetValue<string>();
        } while (cursor is not null);

        found.Should().OnlyHaveUniqueItems();
        found.Where(ids.Contains).Should().Equal(ids.Reverse(), "the newest come first");
    }

    private static string Body(string id, string field) =>
        "{" + $"\"id\":\"{id}\",\"platform\":\"taobao\",\"app_key\":\"k\",\"app_secret\":\"s\",{field}" + "}";
}
