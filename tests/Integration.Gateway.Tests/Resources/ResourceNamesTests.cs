namespace Integration.Resources;

public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("source", "sources", "/api/v1/sources", "Sources", "a source")]
    [InlineData("alert rule", "alert rules", "/api/v1/alert-rules", "Alert rules", "an alert rule")]
    public void Names_OfAKind_FollowFromTwoWords(string one, string many, string path, string tag, string oneOf)
    {
        var names = new ResourceNames(one, many);
        (names.Path, names.Tag, names.OneOf).Should().Be((path, tag, oneOf));
    }
}
