using Integration.Catalogue;
using Integration.Hubs;
using Integration.Orders;
using Integration.Platforms;
using Integration.Vendure;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Counterparts;

/// <summary>R1: the connector against a real Vendure that is changed while it is read, and its webhooks against the hub.</summary>
[Collection(nameof(VendureShop))]
public sealed class VendureTests(HubFixture fixture) : IAsyncLifetime
{
    private const int ChangesPerSecond = 3;
    private static readonly TimeSpan Beginning = TimeSpan.FromDays(3650);
    private readonly TimeProvider _time = TimeProvider.System;
    private ServiceProvider? _services;
    private VendureShop? _shop;
    private VendureTruth _truth = null!;
    private VendureConnector _connector = null!;
    private AccountCredentials _account = null!;
    private string _source = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (VendureShop.Missing is not null)
        {
            return;
        }

        _source = fixture.NewId("vendure");
        _shop = await VendureShop.Start(new Uri(fixture.Hub.Url, $"/in/{_source}"));
        _truth = await VendureTruth.Open(_shop);
        _services = new ServiceCollection()
            .AddVendure(options =>
            {
                options.ShopUrl = _shop.AdminUrl;
                options.OrdersPerPage = 5;
                options.OrderLag = TimeSpan.FromSeconds(2);
            })
            .BuildServiceProvider();
        _connector = (VendureConnector)_services.GetRequiredService<ConnectorCatalogue>().Connectors.Single();
        _account = new AccountCredentials("account-1", _shop.User, "-") { RefreshToken = _shop.Password };
        var grant = await _connector.RefreshToken(_account, Ct);
        grant.Failure.Should().BeNull();
        _account = _account with { AccessToken = grant.Value!.AccessToken };
    }

    public async ValueTask DisposeAsync()
    {
        if (_shop is null)
        {
            return;
        }

        _truth.Dispose();
        await _services!.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task Shop_ThatIsChangedWhileItIsRead_IsCopiedExactly()
    {
        Assert.SkipWhen(_shop is null, VendureShop.Missing ?? "");
        await CreateSource();
        var orders = new Dictionary<string, Order>(StringComparer.Ordinal);
        var end = await Read(orders, _time.GetUtcNow() - Beginning, OrderTime.Created);
        await VendureShop.Mutate(5, ChangesPerSecond, seed: 7);
        var changing = VendureShop.Mutate(60, ChangesPerSecond, seed: 8);
        while (!changing.IsCompleted)
        {
            end = await Read(orders, end, OrderTime.Updated);
        }

        await changing;
        var truth = await _truth.Orders();
        // Windows end before now: the last change has to lie before one.
        var stopped = _time.GetUtcNow();
        while (end <= stopped)
        {
            end = await Read(orders, end, OrderTime.Updated);
        }

        orders.Values.Select(VendureTruth.Line).Order(StringComparer.Ordinal).Should().Equal(Lines(truth));
        truth.Should().NotBeEmpty();
        orders
            .Values.Count(order => order.UpdatedAt > truth[order.Number].UpdatedAt.AddMilliseconds(1))
            .Should()
            .BePositive("the shop's own time of change stands still when a state changes");

        var all = new Dictionary<string, Order>(StringComparer.Ordinal);
        await Read(all, _time.GetUtcNow() - Beginning, OrderTime.Created);
        all.Values.Select(VendureTruth.Line).Order(StringComparer.Ordinal).Should().Equal(Lines(truth), "a full read");
        foreach (var listed in all.Values)
        {
            var read = (await _connector.GetOrder(_account, listed.Number, Ct)).Value!;
            read.Should().BeEquivalentTo(listed, options => options.Excluding(order => order.Raw));
            read.Steps!.Select(step => step.At).Should().BeInAscendingOrder();
            read.Steps![^1].StatusText.Should().Be(read.StatusText);
        }

        (await Products()).Should().Equal(await _truth.Products());
        await Eventually.Holds(HasEvents, "webhooks of the shop in the hub");
    }

    [Fact]
    public async Task Session_ThatIsNone_IsToldAsOne()
    {
        Assert.SkipWhen(_shop is null, VendureShop.Missing ?? "");
        (await _connector.TestConnection(_account, Ct)).Failure.Should().BeNull();
        var failure = (await _connector.TestConnection(_account with { AccessToken = "none" }, Ct)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.TokenExpired));
        var wrong = (await _connector.RefreshToken(_account with { RefreshToken = "wrong" }, Ct)).Failure!;
        (wrong.Kind, wrong.Reason).Should().Be((FailureKind.Unauthorised, FailureReason.AuthorisationLost));
        var gone = (await _connector.GetOrder(_account, "NO-SUCH-ORDER", Ct)).Failure!;
        gone.Reason.Should().Be(FailureReason.Gone);
    }

    private async Task CreateSource() =>
        await fixture.Api.Create(
            "/api/v1/sources",
            $$"""
            {"id":"{{_source}}","scheme":"hmac","secrets":["{{_shop!.Secret}}"],
             "options":{"signature_header":"x-shop-signature","prefix":"sha256="},
             "mapping":{"type":"kind","id":"id","subject":"order","time":"at"} }
            """
        );

    private async Task<bool> HasEvents() =>
        (await fixture.Api.Read($"/api/v1/events?source={_source}&type=orderstatetransitionevent"))["data"]!
            .AsArray()
            .Count > 0;

    private async Task<DateTimeOffset> Read(Dictionary<string, Order> copy, DateTimeOffset from, OrderTime by)
    {
        var limits = _connector.Declaration.Orders!;
        var to = _time.GetUtcNow().AddSeconds(-limits.LagSeconds);
        var window = new OrderWindow(from.AddSeconds(-limits.OverlapSeconds), to < from ? from : to, by);
        string? cursor = null;
        do
        {
            var page = await _connector.ListOrders(_account, new(window) { Cursor = cursor }, Ct);
            page.Failure.Should().BeNull();
            foreach (var order in page.Value!.Items.Select(item => item.Order!))
            {
                if (copy.GetValueOrDefault(order.Number) is not { } old || old.UpdatedAt <= order.UpdatedAt)
                {
                    copy[order.Number] = order;
                }
            }

            cursor = page.Value.NextCursor;
        } while (cursor is not null);
        return window.To;
    }

    private async Task<string[]> Products()
    {
        var lines = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _connector.ListProducts(_account, new() { PageSize = 7, Cursor = cursor }, Ct);
            page.Failure.Should().BeNull();
            lines.AddRange(page.Value!.Items.Select(VendureTruth.Line));
            cursor = page.Value.NextCursor;
        } while (cursor is not null);
        return [.. lines];
    }

    private static IEnumerable<string> Lines(Dictionary<string, (string Line, DateTimeOffset UpdatedAt)> truth) =>
        truth.Values.Select(one => one.Line).Order(StringComparer.Ordinal);
}
