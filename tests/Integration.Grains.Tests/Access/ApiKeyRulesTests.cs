namespace Integration.Access;

public sealed class ApiKeyRulesTests
{
    [Fact]
    public void Check_OfASenderBoundToSources_FindsNoFault() =>
        ApiKeyRules.Check(new ApiKeyDraft("erp", Role.Sender, ["erp", "shop"])).Should().BeNull();

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Operator)]
    [InlineData(Role.Viewer)]
    public void Check_OfAnotherRoleBoundToSources_IsAFault(Role role)
    {
        ApiKeyRules.Check(new ApiKeyDraft("erp", role, [])).Should().BeNull();
        Fields(new ApiKeyDraft("erp", role, ["erp"])).Should().Equal("sources");
    }

    [Fact]
    public void Check_WithEverythingWrong_TellsAllFaultsAtOnce() =>
        Fields(new ApiKeyDraft("ERP", (Role)9, ["Shop"])).Should().BeEquivalentTo("name", "role", "sources");

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    public void Check_OfManySources_StopsAt100(int count, int faults) =>
        Fields(new ApiKeyDraft("erp", Role.Sender, [.. Enumerable.Repeat("s", count)])).Should().HaveCount(faults);

    private static IEnumerable<string> Fields(ApiKeyDraft draft) => ApiKeyRules.Check(draft)?.Errors!.Keys ?? [];
}
