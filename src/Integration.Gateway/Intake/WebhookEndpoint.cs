using System.Diagnostics;
using System.Text.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Intake;

/// <summary>
/// <c>POST /in/{source}</c>: takes the raw request, bounds it, and hands it to the source's grain. The hot path: nothing is
/// logged, parsed or looked up here.
/// </summary>
internal sealed class WebhookEndpoint(
    IGrainFactory grains,
    IIdGenerator ids,
    DatabaseClock clock,
    DoorLimits limits,
    SiloCalls calls,
    IntakeOptions options,
    TimeProvider time
)
{
    private const int MaxHeaders = 64;
    private const int MaxHeaderChars = 16 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/in/{source}", (string source, HttpContext http, WebhookEndpoint door) => door.Take(source, http))
            .WithTags("Intake")
            .WithSummary("Take a webhook, signed as the source says; no API key")
            .WithMetadata(new Produces202());

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
        var grain = grains.GetGrain<ISourceGrain>(source);
        var result = await calls.Make(() => grain.Receive(webhook, http.RequestAborted), http.RequestAborted);
        await (
            (result.Problem ?? result.Value!.Problem) is { } refused
                ? ProblemAnswer.Write(http, refused)
                : Accept(http.Response, result.Value!)
        );
    }

    private static async Task Accept(HttpResponse response, AppendResult result)
    {
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        using (var writer = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("event_id"u8, result.EventId);
            writer.WriteBoolean("duplicate"u8, result.Duplicate);
            writer.WriteEndObject();
        }

        await response.BodyWriter.FlushAsync();
    }

    // All but credentials: a scheme or a mapping may name any of them.
    private static KeyValuePair<string, string>[] Headers(HttpRequest request)
    {
        var headers = new List<KeyValuePair<string, string>>(Math.Min(request.Headers.Count, MaxHeaders));
        var chars = 0;
        foreach (var (name, values) in request.Headers)
        {
            var value = values.ToString();
            chars += name.Length + value.Length;
            if (headers.Count == MaxHeaders || chars > MaxHeaderChars)
            {
                break;
            }

            if (!IsCredential(name))
            {
                headers.Add(KeyValuePair.Create(name, value));
            }
        }

        return [.. headers];
    }

    private static bool IsCredential(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase);
}
