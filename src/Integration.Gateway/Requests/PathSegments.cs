using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Integration.Requests;

/// <summary>Parts of a request's path as the caller meant them.</summary>
internal static class PathSegments
{
    /// <summary>
    /// The segment at this place, percent-decoded as a whole. The server leaves <c>%2F</c> in a path as it came, and a route value shows
    /// <c>a%2Fb</c> whether the caller meant that or <c>a/b</c>; only the request's own line tells.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="index">From 0, the first after the leading slash.</param>
    /// <param name="routeValue">What stands where the line has another form, such as dots that the server has resolved.</param>
    public static string Decoded(HttpContext http, int index, string routeValue)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            return routeValue;
        }

        var path = target.AsSpan(1);
        path = path.IndexOf('?') is >= 0 and var query ? path[..query] : path;
        var segments = path.ToString().Split('/');
        return segments.Length == http.Request.Path.Value!.Split('/').Length - 1
            ? Uri.UnescapeDataString(segments[index])
            : routeValue;
    }
}
