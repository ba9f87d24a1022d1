using System.Net;
using System.Text.Json;
using Integration.Access;

namespace Integration.Platforms;

public sealed class PlatformEndpointsTests
{
    [Fact]
    public async Task List_ForAViewer_ShowsEachWithItsLimits()
    {
        await using var scope = await GatewayScope.Start();

        var page = await (await scope.Get("/api/v1/platforms", scope.AddKey(Role.Viewer))).Json();

        page.GetProperty("next_cursor").ValueKind.Should().Be(JsonValueKind.Null);
        var platform = page.GetProperty("data").EnumerateArray().Should().ContainSingle().Subject;
        JsonElement
            .DeepEquals(
                platform,
                JsonDocument
                    .Parse(
                        """
                        {"id":"somewhere","name":"Somewhere","capabilities":["product_details","connection_test"],
                         "app_kinds":[{"name":"seller","products":"one's own, by item.get","max_ids_per_call":20,
                                       "needs_token":true,"languages":["zh","en"],"currencies":["CNY"],"sells_by_country":false,"resolves_links":false,"batches":null}],
                         "base_urls":["https://api.somewhere.example/"],"time_zone":"Asia/Shanghai",
                         "list":{"max_page_size":50,"filters_by_change":true,"max_rows":10000,"tells":[]},
                         "orders":{"max_page_size":100,"max_rows":null,
                                   "windows":[{"by":"updated","max_seconds":1800},{"by":"created","max_seconds":null}],
                                   "max_age_days":90,"newest_first":true,"lag_seconds":60,"overlap_seconds":300,"tells":[],"lists_packages":false},
                         "rates":[{"call":"*","scope":"app","permits":40,"window":"1s"}],
                         "errors":[{"code":"7","sub_code":null,"kind":"throttled","reason":"rate_limit"}]}
                        """
                    )
                    .RootElement
            )
            .Should()
            .BeTrue(platform.GetRawText());
    }

    [Theory]
    [InlineData("somewhere", HttpStatusCode.OK)]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    public async Task One_ByItsId_IsThereOrNot(string id, HttpStatusCode expected)
    {
        await using var scope = await GatewayScope.Start();

        (await scope.Get($"/api/v1/platforms/{id}", scope.AddKey(Role.Viewer))).StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task List_WithoutAKey_IsRefused()
    {
        await using var scope = await GatewayScope.Start();

        (await scope.Get("/api/v1/platforms")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }
}
