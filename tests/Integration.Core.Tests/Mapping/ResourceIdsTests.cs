namespace Integration.Mapping;

public sealed class ResourceIdsTests
{
    [Theory]
    [InlineData("erp", true)]
    [InlineData("0", true)]
    [InlineData("a.b_c-d", true)]
    [InlineData("", false)]
    [InlineData("-erp", false)]
    [InlineData(".erp", false)]
    [InlineData("_erp", false)]
    [InlineData("Erp", false)]
    [InlineData("erp ", false)]
    [InlineData("erp\n", false)]
    [InlineData("erp/x", false)]
    [InlineData("érp", false)]
    public void IsValid_OfAText_IsAsTheApiSays(string id, bool valid) => ResourceIds.IsValid(id).Should().Be(valid);

    [Fact]
    public void IsValid_AtItsLength_StopsAt63()
    {
        ResourceIds.IsValid(new string('a', 63)).Should().BeTrue();
        ResourceIds.IsValid(new string('a', 64)).Should().BeFalse();
    }
}
