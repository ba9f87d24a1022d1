using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Integration.Requests;

/// <summary>What every writing request shares: body, Idempotency-Key, If-Match, who asks.</summary>
internal sealed class WriteRequests(RequestOptions options, TimeProvider time)
{
    /// <summary>The body of a JSON request.</summary>
    public Task<Outcome<byte[]>> Body(HttpContext http) => Body(http, options.MaxBodyBytes);

    /// <summary>The body of a JSON request with a limit of its own.</summary>
    public async Task<Outcome<byte[]>> Body(HttpContext http, int limit) =>
        IsJson(http.Request)
            ? await BodyReader.Read(http.Request, limit, options.BodyTimeout, time)
            : GatewayProblems.NotJson;

    /// <summary>The body read into a record, or every fault of it.</summary>
    public async Task<Outcome<(T Value, byte[] Body)>> Read<T>(HttpContext http)
        where T : class
    {
        var body = await Body(http);
        return body.Succeeded ? Parsed<T>(body.Value) : body.Problem;
    }

    /// <summary>As <see cref="Read"/>; the given value where there is no body, whatever the headers say of it.</summary>
    public async Task<Outcome<(T Value, byte[] Body)>> ReadOr<T>(HttpContext http, T otherwise)
        where T : class
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return (otherwise, Array.Empty<byte>());
        }

        var body = await BodyReader.Read(http.Request, options.MaxBodyBytes, options.BodyTimeout, time);
        return !body.Succeeded ? body.Problem
            : body.Value.Length == 0 ? (otherwise, body.Value)
            : IsJson(http.Request) ? Parsed<T>(body.Value)
            : GatewayProblems.NotJson;
    }

    /// <summary>Who asks, under which conditions.</summary>
    public static Outcome<WriteContext> Context(HttpContext http, byte[] body)
    {
        var claim = Claim(http, body);
        if (claim.Problem is { } problem)
        {
            return problem;
        }

        long? ifMatch = null;
        if (http.Request.Headers.IfMatch is [{ } tag, ..] && tag != "*")
        {
            if (!long.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                return new Problem(
                    "bad-if-match",
                    400,
                    "If-Match takes the resource's version in quotation marks: \"3\"."
                );
            }

            ifMatch = version;
        }

        return new WriteContext(http.Caller().Key.Id, Activity.Current?.TraceId.ToString())
        {
            IfMatch = ifMatch,
            Idempotency = claim.Value?.Claim,
        };
    }

    /// <summary>The claim of an Idempotency-Key; a value without a claim when the request carries none.</summary>
    public static Outcome<OptionalClaim> Claim(HttpContext http, byte[] body)
    {
        if (http.Request.Headers["Idempotency-Key"] is not [{ } key, ..])
        {
            return new OptionalClaim(null);
        }

        if (key.Length is < 1 or > 255 || !Ascii.IsValid(key) || key.Any(char.IsControl))
        {
            return new Problem(
                "idempotency-key-invalid",
                400,
                "An Idempotency-Key has 1 to 255 printable ASCII characters."
            );
        }

        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? http.Request.Path;
        // The path too: the same key for another resource is another request.
        return new OptionalClaim(
            new IdempotencyClaim(
                http.Caller().Key.Id,
                $"{http.Request.Method} {(route.Contains('{', StringComparison.Ordinal) ? http.Request.Path : route)}",
                key,
                SHA256.HashData(body)
            )
        );
    }

    private static bool IsJson(HttpRequest request) =>
        request.HasJsonContentType()
        || request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase) == true;

    private static Outcome<(T Value, byte[] Body)> Parsed<T>(byte[] body)
        where T : class
    {
        var read = StrictJson.Read<T>(body);
        return read.Succeeded ? (read.Value, body) : ProblemOf(read);
    }

    /// <summary>Why a body could not be read.</summary>
    public static Problem ProblemOf<T>(StrictJsonResult<T> read)
        where T : class =>
        read.Malformed is { } malformed
            ? new Problem("invalid-json", 400, malformed.Detail)
            : new Problem(
                read.HasUnknownField ? "unknown-field" : "validation",
                422,
                read.HasUnknownField
                    ? "The body has a field that nobody knows; see errors."
                    : "Some fields are not valid; see errors."
            )
            {
                Errors = read.Errors,
            };
}
