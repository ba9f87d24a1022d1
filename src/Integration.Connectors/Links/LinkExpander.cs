using System.Globalization;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Links;

/// <summary>Finds the product behind a pasted link, following short links one redirect at a time.</summary>
public sealed class LinkExpander
{
    private readonly IProductLinks[] _readers;
    private readonly HttpExchange _exchange;
    private readonly LinkOptions _options;

    /// <summary>Makes an expander.</summary>
    /// <param name="catalogue">Its connectors with <see cref="IProductLinks"/> say what is a link.</param>
    /// <param name="http">Must not follow redirects by itself; not disposed here.</param>
    /// <param name="options">Read at each link; must be valid.</param>
    /// <param name="time">For the time of a step.</param>
    public LinkExpander(ConnectorCatalogue catalogue, HttpMessageInvoker http, LinkOptions options, TimeProvider time)
    {
        _readers = [.. catalogue.Connectors.OfType<IProductLinks>()];
        _exchange = new(http, time);
        _options = options;
    }

    /// <summary>The product that a pasted text leads to; only short links cause calls.</summary>
    /// <param name="text">As it was pasted, with whatever stands around the address.</param>
    /// <param name="ct">Ends the call under way.</param>
    /// <returns>A link of the kind <see cref="ProductLinkKind.Product"/>, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<PlatformResult<ProductLink>> Find(string text, CancellationToken ct)
    {
        var link = PastedText
            .Addresses(text, _options.MaxCharacters, _options.MaxAddresses)
            .Select(Read)
            .FirstOrDefault(static found => found is not null);
        return link is null
            ? Failures.InvalidRequest("There is no address of a product of a known platform in it.")
            : await Expand(link, ct);
    }

    private ProductLink? Read(Uri url) =>
        _readers.Select(reader => reader.ReadLink(url)).FirstOrDefault(static found => found is not null);

    private async Task<PlatformResult<ProductLink>> Expand(ProductLink link, CancellationToken ct)
    {
        var reader = Array.Find(_readers, one => one.Declaration.Platform == link.Platform)!;
        for (var redirects = 0; link.Kind == ProductLinkKind.Redirecting; redirects++)
        {
            if (redirects == _options.MaxRedirects)
            {
                return Broken($"It redirects more than {_options.MaxRedirects} times.");
            }

            var step = await Step(link, reader, ct);
            if (!step.Succeeded)
            {
                return step.Failure;
            }

            link = step.Value;
        }

        return link.Kind == ProductLinkKind.Product
            ? link
            : Failures.Unsupported(
                $"Only an interface of {link.Platform} tells which product {link.Url.Host} leads to."
            );
    }

    private async Task<PlatformResult<ProductLink>> Step(ProductLink link, IProductLinks reader, CancellationToken ct)
    {
        var answer = await Ask(link.Url, ct);
        if (!answer.Succeeded)
        {
            return answer.Failure with { Detail = $"{link.Url.Host}: {answer.Failure.Detail}" };
        }

        var next = answer.Value;
        if (!reader.IsLinkHost(next.Host))
        {
            return Broken($"It redirects to {Failures.Short(next.Host, 80)}, which is no host of {link.Platform}.");
        }

        if (reader.ReadLink(next) is { } found)
        {
            return found;
        }

        // A listed host with an address of no known form may still redirect further.
        return IsPlain(next) ? link with { Url = next } : Broken("It redirects to no web address.");
    }

    private Task<PlatformResult<Uri>> Ask(Uri url, CancellationToken ct) =>
        _exchange.Run(
            () => new HttpRequestMessage(HttpMethod.Get, url),
            _options.StepTimeout,
            (response, _) => Task.FromResult(Target(url, response)),
            ct
        );

    private PlatformResult<Uri> Target(Uri url, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and <= 399 && response.Headers.Location is { } location)
        {
            return Uri.TryCreate(url, location, out var next) ? next : Broken($"{url.Host} redirects to no address.");
        }

        if (HttpFailures.Of(status, retryAfter: null) is not { } failure || status <= 399)
        {
            return Broken(string.Create(CultureInfo.InvariantCulture, $"{url.Host} answers {status} and no redirect."));
        }

        return failure.Kind == FailureKind.Throttled ? failure with { RetryAfter = _options.ThrottleWait } : failure;
    }

    private static bool IsPlain(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && url.UserInfo.Length == 0;

    private static PlatformFailure Broken(string detail) =>
        new(FailureKind.Permanent, FailureReason.InvalidAnswer, $"The short link leads nowhere. {detail}");
}
