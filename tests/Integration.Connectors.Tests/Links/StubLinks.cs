using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Links;

/// <summary>A platform with share words (<c>&lt;words&gt;</c>) and links that only it resolves, as a test says.</summary>
internal sealed class StubLinks : ILinkResolution
{
    public const string Name = "somewhere";

    public ConnectorDeclaration Declaration { get; } =
        new()
        {
            Platform = Name,
            DisplayName = Name,
            BaseUrls = [],
            TimeZoneId = "UTC",
            AppKinds =
            [
                new("able", "all", 1, NeedsToken: false) { ResolvesLinks = true },
                new("unable", "all", 1, NeedsToken: false),
            ],
        };

    public List<string> Asked { get; } = [];

    public Func<string, PlatformResult<Uri>> Answer { get; set; } = static _ => new Uri("https://item.example/1");

    public ProductLink? ReadLink(Uri url) =>
        url.Host switch
        {
            "item.example" => new(Name, ProductLinkKind.Product, url, url.AbsolutePath[1..]),
            "click.example" => new(Name, ProductLinkKind.PlatformResolved, url),
            "short.example" => new(Name, ProductLinkKind.Redirecting, url),
            _ => null,
        };

    public bool IsLinkHost(string host) => host is "item.example" or "click.example" or "short.example";

    public string? FindShareWords(string text) => text.Contains("<words>", StringComparison.Ordinal) ? "<words>" : null;

    public Task<PlatformResult<Uri>> ResolveLink(AccountCredentials account, string link, CancellationToken ct)
    {
        Asked.Add(link);
        return Task.FromResult(Answer(link));
    }
}
