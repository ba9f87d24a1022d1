using Integration.Shops;

namespace Integration.Sync;

public sealed class SyncTimetableTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // Berlin's clocks skip 2:30 on 29 March, and show it twice on 25 October.
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("Europe/Berlin", "0 2 * * *", "2026-06-30T12:00:00Z", "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")]
    // Shanghai's never change.
    [InlineData("Asia/Shanghai", "0 2 * * *", "2026-03-28T12:00:00Z", "2026-03-28T18:00:00Z", "2026-03-29T18:00:00Z")]
    [InlineData("Asia/Shanghai", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-24T18:30:00Z", "2026-10-25T18:30:00Z")]
    public void Next_OnDaysOnWhichClocksChange_ComesOnceADay(
        string zone,
        string cron,
        string after,
        string first,
        string second
    )
    {
        var table = Of(zone, cron);
        var next = table.Next(At(after)).Full;
        next.Should().Be(At(first));
        table.Next(next!.Value).Full.Should().Be(At(second));
    }

    [Fact]
    public void Next_WhereTheShopSaysNothing_IsAtTheUsualTimes()
    {
        var options = new ShopOptions { Spread = TimeSpan.Zero };
        var settings = new ShopSettings { TimeZone = "Asia/Shanghai" };
        var orders = SyncTimetable.Of("a", SyncKind.Orders, settings, options).Next(s_noon);
        var products = SyncTimetable.Of("a", SyncKind.Products, settings, options).Next(s_noon);
        orders.Full.Should().Be(At("2026-11-24T18:00:00Z"));
        products.Full.Should().Be(At("2026-11-24T19:00:00Z"));
        (orders.Incremental - s_noon).Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(options.Every);
    }

    [Fact]
    public void Next_OfFiveHundredShops_IsSpreadAndWithinAMinute()
    {
        var options = new ShopOptions();
        var plans = Enumerable
            .Range(1, 500)
            .Select(n => SyncTimetable.Of($"shop-{n}", SyncKind.Orders, new ShopSettings(), options).Next(s_noon))
            .ToArray();
        var full = At("2026-11-25T02:00:00Z");
        plans.Should().OnlyContain(plan => plan.Full >= full && plan.Full < full.AddMinutes(1));
        plans.GroupBy(plan => plan.Full).Max(group => group.Count()).Should().BeLessThan(30, "500 within 45 s");
        plans.GroupBy(plan => plan.Incremental).Max(group => group.Count()).Should().BeLessThan(10, "500 within 600 s");
    }

    [Fact]
    public void Next_AfterItself_KeepsTheShopsOwnPlace()
    {
        var table = Of("UTC", "0 2 * * *", every: "7m");
        var first = table.Next(s_noon).Incremental!.Value;
        table.Next(first).Incremental.Should().Be(first.AddMinutes(7));
    }

    [Fact]
    public void Due_AfterAnOutage_ComesOnceAndAsAWhole()
    {
        var table = Of("UTC", "0 2 * * *");
        var missed = table.Next(s_noon);
        var later = s_noon.AddDays(3);

        SyncTimetable.Due(missed, s_noon).Should().BeNull();
        SyncTimetable.Due(missed, later).Should().Be(SyncMode.Full);
        var next = table.Started(missed, SyncMode.Full, later);

        SyncTimetable.Due(next, later).Should().BeNull("what was missed does not come again");
        next.Should().Be(table.Next(later));
    }

    [Fact]
    public void Started_Incremental_LeavesTheFullRunWhereItWas()
    {
        var table = Of("UTC", "0 2 * * *");
        var plan = table.Next(s_noon);
        var now = plan.Incremental!.Value;
        SyncTimetable.Due(plan, now).Should().Be(SyncMode.Incremental);
        var next = table.Started(plan, SyncMode.Incremental, now);
        (next.Full, next.Incremental).Should().Be((plan.Full, now.AddMinutes(10)));
    }

    [Fact]
    public void Changed_NewShop_IsReadAtOnce() =>
        SyncTimetable.Due(Of("UTC", "0 2 * * *").Changed(null, s_noon), s_noon).Should().Be(SyncMode.Incremental);

    [Fact]
    public void Changed_Shop_KeepsWhatIsOverdueAndPlansTheRestAnew()
    {
        var table = Of("UTC", "0 5 * * *");
        var before = new SyncPlan(s_noon.AddMinutes(-1), s_noon.AddHours(14));
        var plan = table.Changed(before, s_noon);
        (plan.Incremental, plan.Full).Should().Be((before.Incremental, At("2026-11-25T05:00:00Z")));
    }

    [Fact]
    public void Of_ADisabledSchedule_IsNeverDue()
    {
        var settings = new ShopSettings { Products = new SyncSchedule { Enabled = false } };
        var table = SyncTimetable.Of("a", SyncKind.Products, settings, new());
        table.Changed(new SyncPlan(s_noon, s_noon), s_noon).Should().Be(new SyncPlan(null, null));
    }

    private static SyncTimetable Of(string zone, string full, string? every = null) =>
        SyncTimetable.Of(
            "shop-1",
            SyncKind.Orders,
            new ShopSettings
            {
                TimeZone = zone,
                Orders = new SyncSchedule { Full = full, Every = every },
            },
            new ShopOptions { Spread = TimeSpan.Zero }
        );

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
