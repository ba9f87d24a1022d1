using System.Net;

namespace Integration.Hosting;

public sealed class DocumentationPageTests
{
    [Fact]
    public async Task Page_NeedsNothingFromTheInternet()
    {
        await using var scope = await GatewayScope.Start();
        var page = await (await scope.Get("/docs/")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        page.Should().NotContain("http://").And.NotContain("https://");
        page.Should().Contain("\"withDefaultFonts\":false").And.Contain("\"telemetry\":false");
        (await scope.Get("/docs/scalar.js")).StatusCode.Should().Be(HttpStatusCode.OK);
    }
}
