using Integration.Calls;
using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Links;

/// <summary>The way of one pasted link to its product: redirects and calls of the platform, a bounded number of both together.</summary>
/// <param name="reader">The connector of the link's platform.</param>
/// <param name="redirects">Asks hosts of short links.</param>
/// <param name="options">Bounds the steps.</param>
/// <param name="account">Makes the calls; null where there is none.</param>
internal sealed class LinkWalk(
    IProductLinks reader,
    LinkRedirects redirects,
    LinkOptions options,
    PlatformAccount? account
)
{
    private readonly string _platform = reader.Declaration.Platform;
    private int _steps;
    private int _calls;
    private PlatformFailure? _refused;

    /// <summary>From an address.</summary>
    public async Task<LinkFinding> From(ProductLink link, CancellationToken ct) => Finding(await Walk(link, ct));

    /// <summary>From share words.</summary>
    public async Task<LinkFinding> From(string words, CancellationToken ct)
    {
        _steps++;
        var next = await Resolve(words, "the share words", ct);
        var link = next.Succeeded ? Read(next.Value) : next.Failure;
        return Finding(link.Succeeded ? await Walk(link.Value, ct) : link);
    }

    /// <summary>A link that leads to no product, and will not do so later.</summary>
    public static PlatformFailure Broken(string detail) =>
        new(FailureKind.Permanent, FailureReason.InvalidAnswer, $"The link leads to no product. {detail}");

    private LinkFinding Finding(PlatformResult<ProductLink> link) => new(link, _calls, _refused);

    private async Task<PlatformResult<ProductLink>> Walk(ProductLink link, CancellationToken ct)
    {
        while (link.Kind != ProductLinkKind.Product)
        {
            if (_steps++ == options.MaxRedirects)
            {
                return Broken($"It leads on more than {options.MaxRedirects} times.");
            }

            var next =
                link.Kind == ProductLinkKind.Redirecting
                    ? await redirects.Ask(link.Url, ct)
                    : await Resolve(link.Url.AbsoluteUri, link.Url.Host, ct);
            var read = next.Succeeded ? Read(next.Value) : next.Failure;
            if (!read.Succeeded)
            {
                return read;
            }

            link = read.Value;
        }

        return link;
    }

    private async Task<PlatformResult<Uri>> Resolve(string link, string name, CancellationToken ct)
    {
        if (Refusal() is { } why)
        {
            return Failures.Unsupported($"Only an interface of {_platform} tells which product is behind {name}{why}.");
        }

        var answer = await ((ILinkResolution)reader).ResolveLink(account!.Credentials, link, ct);
        if (answer.Succeeded)
        {
            _calls++;
            return answer;
        }

        _calls += answer.Failure.IsHeldBack ? 0 : 1;
        _refused = answer.Failure;
        return answer.Failure with { Detail = $"{name}: {answer.Failure.Detail}" };
    }

    // Why the account does not make the call, as the end of a sentence; null where it does.
    private string? Refusal()
    {
        if (account is null || reader is not ILinkResolution)
        {
            return "";
        }

        if (account.Platform != _platform)
        {
            return $", and the account is one of {account.Platform}";
        }

        if (reader.Declaration.KindOf(account.Credentials) is { ResolvesLinks: true })
        {
            return null;
        }

        var able = reader
            .Declaration.AppKinds.Where(static kind => kind.ResolvesLinks)
            .Select(static kind => kind.Name);
        return $", and only an app of the kind {string.Join(" or ", able)} may call it";
    }

    private PlatformResult<ProductLink> Read(Uri next)
    {
        if (!reader.IsLinkHost(next.Host))
        {
            return Broken($"It leads to {Failures.Short(next.Host, 80)}, which is no host of {_platform}.");
        }

        if (reader.ReadLink(next) is { } found)
        {
            return found;
        }

        // A listed host with an address of no known form may still redirect further.
        var isPlain = next.Scheme == Uri.UriSchemeHttps && next.IsDefaultPort && next.UserInfo.Length == 0;
        return isPlain
            ? new ProductLink(_platform, ProductLinkKind.Redirecting, next)
            : Broken("It leads to no web address.");
    }
}
