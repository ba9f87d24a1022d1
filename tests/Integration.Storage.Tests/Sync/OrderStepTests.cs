using System.Text.Json;
using Integration.Orders;

namespace Integration.Sync;

/// <summary>Orders of platforms that keep a history of their states: each state is told once, also those that nobody saw.</summary>
public sealed class OrderStepTests(StorageFixture fixture)
{
    [Fact]
    public async Task Write_OfAnOrderThatWentThroughSeveralStates_TellsEachOnceInTheirOrder()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, Order(0, "paid"));

        var outcome = await desk.Write(run, Order(5, "paid", "packed", "shipped"));

        Told(outcome).Should().Equal(("order.status_changed", "packed"), ("order.status_changed", "shipped"));
        outcome.Events.Select(static one => one.Event!.Time).Should().BeInAscendingOrder();
        (await desk.Write(run, Order(5, "paid", "packed", "shipped"))).Events.Should().BeEmpty();
        Told(await desk.Write(run, Order(9, "paid", "packed", "shipped", "delivered")))
            .Should()
            .Equal(("order.status_changed", "delivered"));
    }

    [Fact]
    public async Task Write_OfAnOrderThatIsInTheStateAgainThatItLeft_TellsBoth()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Write(run, Order(0, "paid"));

        var outcome = await desk.Write(run, Order(5, "paid", "modifying", "paid"));

        Told(outcome).Should().Equal(("order.status_changed", "modifying"), ("order.status_changed", "paid"));
    }

    [Fact]
    public async Task Write_OfANewOrder_TellsItsStatesWhereItWasPlacedSinceTheShopIsKnown()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        var placed = Order(0, "basket", "paid", "shipped");

        var old = await desk.Write(run, placed);
        var young = await desk.Write(
            run,
            placed with
            {
                Number = "PO-2",
                CreatedAt = StorageFixture.Now + TimeSpan.FromSeconds(1),
            }
        );

        Told(old).Should().Equal(("order.created", "shipped"));
        Told(young)
            .Should()
            .Equal(("order.created", "basket"), ("order.status_changed", "paid"), ("order.status_changed", "shipped"));
    }

    private static Order Order(int changed, params string[] states) =>
        SyncDesk.Order("PO-1", changed: changed) with
        {
            StatusText = states[^1],
            Steps =
            [
                .. states.Select(
                    static (state, n) =>
                        new OrderStep(StorageFixture.Now.AddSeconds(n), OrderStatus.AwaitingShipment, state)
                ),
            ],
        };

    private static IEnumerable<(string Type, string Step)> Told(SyncPageOutcome outcome) =>
        outcome.Events.Select(static one =>
        {
            var step = JsonDocument.Parse(one.Event!.Payload).RootElement.GetProperty("step");
            return (one.Event!.Type, step.GetProperty("status_text").GetString()!);
        });
}
