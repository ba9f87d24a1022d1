using System.Diagnostics;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Intake;

/// <summary>
/// <c>POST /in/{source}</c>: takes the raw request, bounds it, and hands it to the source's grain. The hot path: nothing is
/// logged, parsed or looked up here.
/// </summary>
internal sealed class WebhookEndpoint(
    SourceGrains sources,
    IIdGenerator ids,
    DatabaseClock clock,
    DoorLimits limits,
    IntakeOptions options,
    TimeProvider time
)
{
    private const int GuidLength = 36;
    private static readonly byte[] s_start = [.. "{\"event_id\":\""u8];
    private static readonly byte[] s_endOfNew = [.. "\",\"duplicate\":false}"u8];
    private static readonly byte[] s_endOfDuplicate = [.. "\",\"duplicate\":true}"u8];

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Asked for once, by the first request: as a parameter it costs each request a scope of its own.
        WebhookEndpoint? door = null;
        routes
            .MapPost(
                "/in/{source}",
                (string source, HttpContext http) =>
                    (door ??= http.RequestServices.GetRequiredService<WebhookEndpoint>()).Take(source, http)
            )
            .WithTags("Intake")
            .WithSummary("Take a webhook, signed as the source says; no API key")
            .WithMetadata(new Produces202());
    }

    private async Task Take(string source, HttpContext http)
    {
        var problem = ResourceIds.IsValid(source)
            ? limits.Check(http, source)
            : GatewayProblems.NotFound("source of that id");
        if (problem is not null)
        {
            await ProblemAnswer.Write(http, problem);
            return;
        }

        var body = await BodyReader.Read(http.Request, options.MaxBodyBytes, options.BodyTimeout, time);
        if (!body.Succeeded)
        {
            await ProblemAnswer.Write(http, body.Problem);
            return;
        }

        var webhook = new IncomingWebhook(
            ids.NewId(clock.UtcNow()),
            body.Value,
            http.Request.ContentType,
            Headers(http.Request),
            Activity.Current?.Id
        );
        var result = await sources.Of(source).Receive(webhook);
        await (
            (result.Problem ?? result.Value!.Problem) is { } refused
                ? ProblemAnswer.Write(http, refused)
                : Accept(http.Response, result.Value!)
        );
    }

    private static Task Accept(HttpResponse response, AppendResult result)
    {
        var end = result.Duplicate ? s_endOfDuplicate : s_endOfNew;
        var body = new byte[s_start.Length + GuidLength + end.Length];
        s_start.CopyTo(body, 0);
        result.EventId.TryFormat(body.AsSpan(s_start.Length), out _);
        end.CopyTo(body, s_start.Length + GuidLength);
        response.StatusCode = result.IsPlatforms ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length);
    }

    // All but credentials: a scheme or a mapping may name any of them. The server has bounded them already.
    private static KeyValuePair<string, string>[] Headers(HttpRequest request)
    {
        var headers = new List<KeyValuePair<string, string>>(request.Headers.Count);
        foreach (var (name, values) in request.Headers)
        {
            if (!IsCredential(name))
            {
                headers.Add(KeyValuePair.Create(name, values.ToString()));
            }
        }

        return [.. headers];
    }

    private static bool IsCredential(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}
