using Integration.Sync;

namespace Integration.Shops;

public sealed class ShopRulesTests
{
    private static readonly ShopRules s_rules = new(new ShopOptions());
    private static readonly ShopAccount s_account = new("somewhere", [SyncKind.Orders]);

    public static TheoryData<string, ShopSettings, string> Faulty =>
        new()
        {
            { "time_zone", Good() with { TimeZone = "Europe/Nowhere" }, "Europe/Nowhere" },
            { "time_zone", Good() with { TimeZone = "" }, "IANA" },
            { "orders.full", Good() with { Orders = new SyncSchedule { Full = "61 2 * * *" } }, "Five fields" },
            { "orders.full", Good() with { Orders = new SyncSchedule { Full = "every day" } }, "Five fields" },
            { "orders.full", Good() with { Orders = new SyncSchedule { Full = "0 2 30 2 *" } }, "a time that comes" },
            { "orders.every", Good() with { Orders = new SyncSchedule { Every = "5s" } }, "from 1m to 7d" },
            { "orders.every", Good() with { Orders = new SyncSchedule { Every = "often" } }, "such as 10m" },
            { "orders.every", Good() with { Orders = new SyncSchedule { Every = "8d" } }, "from 1m to 7d" },
            { "products", Good() with { Products = new SyncSchedule() }, "lists no products" },
            { "account", Good() with { Account = null }, "Required" },
            { "name", Good() with { Name = "a\nb" }, "control character" },
        };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Check_AFault_IsToldInASentence(string field, ShopSettings settings, string sentence)
    {
        var problem = s_rules.Check(settings, s_account)!;
        (problem.Slug, problem.Status).Should().Be(("validation", 422));
        problem.Errors!.Keys.Should().Equal(field);
        problem.Errors[field].Should().ContainSingle().Which.Should().Contain(sentence);
    }

    [Fact]
    public void Check_SeveralFaults_AreToldAtOnce()
    {
        var settings = Good() with
        {
            TimeZone = "x",
            Orders = new SyncSchedule { Every = "1s", Full = "x" },
        };
        s_rules
            .Check(settings, null)!
            .Errors!.Keys.Should()
            .BeEquivalentTo("time_zone", "orders.every", "orders.full", "account");
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Shanghai")]
    [InlineData("Europe/Berlin")]
    [InlineData(null)]
    public void Check_GoodZones_HaveNoFault(string? zone) =>
        s_rules.Check(Good() with { TimeZone = zone }, s_account).Should().BeNull();

    [Fact]
    public void Check_AccountOfAnotherPlatform_IsRefused()
    {
        var moved = s_account with { PlatformBefore = "elsewhere" };
        s_rules.Check(Good(), moved)!.Errors!["account"].Should().ContainSingle().Which.Should().Contain("elsewhere");
    }

    [Fact]
    public void Check_PlatformThatListsNothing_IsRefused() =>
        s_rules.Check(Good() with { Orders = null }, new("somewhere", []))!.Errors!.Keys.Should().Equal("account");

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\u0001")]
    public void CheckReason_OfNoSubstance_IsRefused(string? reason) =>
        ShopRules.CheckReason(reason)!.Errors!.Keys.Should().Equal("reason");

    private static ShopSettings Good() =>
        new()
        {
            Id = "a",
            Account = "account-1",
            Orders = new SyncSchedule { Every = "10m", Full = "0 2 * * *" },
        };
}
