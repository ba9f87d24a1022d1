using System.Net;
using System.Text.Json;
using Integration.Access;
using Integration.Products;

namespace Integration.Sync;

public sealed class SyncReadEndpointsTests(StorageFixture fixture)
{
    [Theory]
    [InlineData("/api/v1/orders", Role.Viewer)]
    [InlineData("/api/v1/orders/a/1", Role.Viewer)]
    [InlineData("/api/v1/orders/a/1/versions", Role.Viewer)]
    [InlineData("/api/v1/orders/a/1/payload", Role.Operator)]
    [InlineData("/api/v1/products", Role.Viewer)]
    [InlineData("/api/v1/products/a/1", Role.Viewer)]
    [InlineData("/api/v1/products/a/1/versions", Role.Viewer)]
    [InlineData("/api/v1/products/a/1/payload", Role.Viewer)]
    [InlineData("/api/v1/sync-runs", Role.Viewer)]
    [InlineData("/api/v1/sync-runs/a/failures", Role.Viewer)]
    [InlineData("/api/v1/sync-runs/a/stream", Role.Viewer)]
    [InlineData("/api/v1/record-failures", Role.Viewer)]
    [InlineData("/api/v1/record-failures/payload?shop=a&key=1", Role.Operator)]
    [InlineData("/api/v1/sync/health", Role.Viewer)]
    [InlineData("/api/v1/shops/a/freshness", Role.Viewer)]
    [InlineData("/api/sync/shops/a/orders/progress", Role.Viewer)]
    [InlineData("/api/sync/monitoring/alerts", Role.Viewer)]
    [InlineData("/api/sync/monitoring/health", Role.Viewer)]
    public async Task Route_AsksForItsRole(string path, Role least)
    {
        await using var scope = await GatewayScope.Start();
        (await scope.Get(path)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await scope.Get(path, scope.AddKey(Role.Sender))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        if (least != Role.Viewer)
        {
            (await scope.Get(path, scope.AddKey(Role.Viewer))).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        }

        (await scope.Get(path, scope.AddKey(least)))
            .StatusCode.Should()
            .BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData("/api/v1/orders?status=lost", "bad-filter", "status")]
    [InlineData("/api/v1/orders?status=4", "bad-filter", "status")]
    [InlineData("/api/v1/orders?deleted=yes", "bad-filter", "deleted")]
    [InlineData("/api/v1/orders?has_package=1", "bad-filter", "has_package")]
    [InlineData("/api/v1/orders?since=yesterday", "bad-filter", "since")]
    [InlineData("/api/v1/orders?updated_until=1", "bad-filter", "updated_until")]
    [InlineData("/api/v1/orders?title=%21%3F", "bad-filter", "title")]
    [InlineData("/api/v1/orders?limit=0", "bad-filter", "limit")]
    [InlineData("/api/v1/orders?numbr=1", "unknown-parameter", "numbr")]
    [InlineData("/api/v1/products?status=gone", "bad-filter", "status")]
    [InlineData("/api/v1/products?number=1", "unknown-parameter", "number")]
    [InlineData("/api/v1/sync-runs?kind=stock", "bad-filter", "kind")]
    [InlineData("/api/v1/sync-runs?mode=slow&state=idle", "bad-filter", "state")]
    [InlineData("/api/v1/record-failures?run=7", "bad-filter", "run")]
    [InlineData("/api/v1/sync/health?shop=a", "unknown-parameter", "shop")]
    public async Task Query_WithAFault_NamesIt(string path, string slug, string parameter)
    {
        await using var scope = await GatewayScope.Start();
        var problem = await (await scope.Get(path, scope.AddKey(Role.Viewer))).ShouldBeProblem(400, slug);
        problem.GetProperty("errors").TryGetProperty(parameter, out _).Should().BeTrue();
    }

    [Theory]
    [InlineData("/api/v1/orders?cursor=x")]
    [InlineData("/api/v1/orders?cursor=MTo1LmE")]
    [InlineData("/api/v1/products?cursor=MTp4")]
    [InlineData("/api/v1/sync-runs?cursor=MTo1")]
    [InlineData("/api/v1/record-failures?cursor=MTo1LmE")]
    public async Task Cursor_OfAnotherListOrNone_IsRefused(string path)
    {
        await using var scope = await GatewayScope.Start();
        await (await scope.Get(path, scope.AddKey(Role.Viewer))).ShouldBeProblem(400, "bad-cursor");
    }

    [Fact]
    public async Task Orders_AreListedByPageFoundAndShownWithTheirVersions()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        var number = $"PO 1 ß{new string('x', 180)}";
        await scope.Desk.WriteAlone(
            SyncDesk.Order(number, title: "Red cup", packages: [new("PK-1"), new("PK-2")]),
            SyncDesk.Order("PO-2"),
            SyncDesk.Order("PO-3")
        );
        await scope.Desk.WriteAlone(SyncDesk.Order(number, changed: 5, title: "Blue cup"));

        (await All(scope, "/api/v1/orders?limit=1", "number")).Should().BeEquivalentTo(number, "PO-2", "PO-3");
        (await All(scope, "/api/v1/orders?package=PK-2&title=cup+BLUE", "number")).Should().Equal(number);
        (await All(scope, "/api/v1/orders?number=PO-*&has_package=false&deleted=false", "number"))
            .Should()
            .BeEquivalentTo("PO-2", "PO-3");
        var one = await scope.Get($"/api/v1/orders/{SyncDesk.Shop}/{Uri.EscapeDataString(number)}");
        one.Headers.ETag!.Tag.Should().Be("\"2\"");
        (await one.Json()).GetProperty("packages")[1].GetProperty("number").GetString().Should().Be("PK-2");
        var path = $"/api/v1/orders/{SyncDesk.Shop}/{Uri.EscapeDataString(number)}";
        (await All(scope, $"{path}/versions?limit=1", "event")).Should().Equal("order.updated", "order.created");
        var raw = await scope.Get($"{path}/payload", Role.Operator);
        (await raw.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain(number);
        raw.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        await (await scope.Get("/api/v1/orders/other/PO-2")).ShouldBeProblem(404, "not-found");
        await (await scope.Get("/api/v1/orders/other/PO-2/versions")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Products_AreListedFoundAndShown()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await scope.Desk.Write(
            new SyncPage(SyncDesk.Shop, SyncDesk.Platform, SyncKind.Products, scope.Storage.Now)
            {
                Records =
                [
                    SyncRecord.Of(new ProductListItem("10:1", "Red Cup") { SellerCode = "A-1" }),
                    SyncRecord.Of(new ProductListItem("102", "Mug")),
                ],
            }
        );

        (await All(scope, "/api/v1/products?limit=1&id=10*", "id")).Should().BeEquivalentTo("10:1", "102");
        (await All(scope, "/api/v1/products?sku=A-1&title=cup", "id")).Should().Equal("10:1");
        (await (await scope.Get($"/api/v1/products/{SyncDesk.Shop}/10%3A1")).Json())
            .GetProperty("title")
            .GetString()
            .Should()
            .Be("Red Cup");
        (await All(scope, $"/api/v1/products/{SyncDesk.Shop}/102/versions", "event")).Should().Equal("product.created");
        await (await scope.Get($"/api/v1/products/{SyncDesk.Shop}/103")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Runs_AreListedWithTheirFailures()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        var first = await scope.Desk.Begin();
        await scope.Desk.Write(
            scope.Desk.PageOf(await scope.Desk.Read(first), []) with
            {
                Failures = [SyncDesk.Bad("PO 7", "{\"x\":1}"), SyncDesk.Bad("PO-8")],
            }
        );
        await scope.Desk.Finish(first);
        var second = await scope.Desk.Begin(SyncMode.Full, SyncKind.Products);
        await scope.Desk.Write(
            scope.Desk.PageOf(await scope.Desk.Read(second), []) with
            {
                Failures = [SyncDesk.Bad("9")],
            }
        );

        (await All(scope, "/api/v1/sync-runs?limit=1", "id")).Should().Equal(Id(second), Id(first));
        (await All(scope, $"/api/v1/sync-runs?shop={SyncDesk.Shop}&state=running", "id")).Should().Equal(Id(second));
        (await All(scope, "/api/v1/sync-runs?kind=orders&mode=incremental", "id")).Should().Equal(Id(first));
        (await All(scope, $"/api/v1/sync-runs/{Id(first)}/failures?limit=1", "record_id"))
            .Should()
            .BeEquivalentTo("PO 7", "PO-8");
        await (await scope.Get($"/api/v1/sync-runs/{Guid.Empty}/failures")).ShouldBeProblem(404, "not-found");
        (await All(scope, "/api/v1/record-failures?kind=products", "record_id")).Should().Equal("9");
        (await All(scope, $"/api/v1/record-failures?run={Id(first)}&record_id=PO-8", "record_id"))
            .Should()
            .Equal("PO-8");
        var key = (await All(scope, "/api/v1/record-failures?record_id=PO+7", "key")).Single();
        var raw = await scope.Get(
            $"/api/v1/record-failures/payload?shop={SyncDesk.Shop}&key={Uri.EscapeDataString(key)}",
            Role.Operator
        );
        (await raw.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be("{\"x\":1}");
    }

    private static string Id(SyncRun run) => run.Shown.Id.ToString();

    // A field of all rows, page by page.
    private static async Task<List<string>> All(SyncedGateway scope, string path, string field)
    {
        var values = new List<string>();
        var next = path;
        while (true)
        {
            var answer = await scope.Get(next);
            answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            var page = await answer.Json();
            values.AddRange(
                page.GetProperty("data").EnumerateArray().Select(one => one.GetProperty(field).GetString()!)
            );
            var cursor = page.GetProperty("next_cursor");
            if (cursor.ValueKind == JsonValueKind.Null)
            {
                return values;
            }

            next = $"{path}{(path.Contains('?') ? '&' : '?')}cursor={cursor.GetString()}";
        }
    }
}
