using System.Globalization;
using Integration.Calls;
using Integration.Platforms;

namespace Integration.Links;

/// <summary>Asks hosts of short links for one redirect; reads no body and follows nothing.</summary>
internal sealed class LinkRedirects(HttpExchange exchange, LinkOptions options)
{
    /// <summary>Where an address redirects to.</summary>
    /// <param name="url">https, of a listed host.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<PlatformResult<Uri>> Ask(Uri url, CancellationToken ct)
    {
        var answer = await exchange.Run(
            () => new HttpRequestMessage(HttpMethod.Get, url),
            options.StepTimeout,
            (response, _) => Task.FromResult(Target(url, response)),
            ct
        );
        return answer.Succeeded ? answer : answer.Failure with { Detail = $"{url.Host}: {answer.Failure.Detail}" };
    }

    private PlatformResult<Uri> Target(Uri url, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and <= 399 && response.Headers.Location is { } location)
        {
            return Uri.TryCreate(url, location, out var next)
                ? next
                : LinkWalk.Broken($"{url.Host} redirects to no address.");
        }

        if (HttpFailures.Of(status, retryAfter: null) is not { } failure || status <= 399)
        {
            return LinkWalk.Broken(
                string.Create(CultureInfo.InvariantCulture, $"{url.Host} answers {status} and no redirect.")
            );
        }

        return failure.Kind == FailureKind.Throttled ? failure with { RetryAfter = options.ThrottleWait } : failure;
    }
}
