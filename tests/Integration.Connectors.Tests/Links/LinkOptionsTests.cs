using Integration.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Integration.Links;

public sealed class LinkOptionsTests
{
    [Fact]
    public void Options_OutOfTheirRange_AreAllToldAtOnce()
    {
        using var provider = Catalogues
            .Registered()
            .AddProductLinks(options => (options.MaxCharacters, options.MaxRedirects) = (1, 0))
            .BuildServiceProvider();
        var building = () => provider.GetRequiredService<LinkExpander>();
        building.Should().Throw<OptionsValidationException>().Which.Failures.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("HTTPS://item.taobao.com/item.htm?id=1")]
    [InlineData("Http://item.taobao.com/item.htm?id=1")]
    public void Address_WithItsSchemeInCapitals_IsFound(string text) =>
        PastedText.Addresses(text, 1000, 10).Single().Host.Should().Be("item.taobao.com");
}
