using System.Text.Json;
using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Intake;

/// <summary>
/// <c>POST /api/v1/events</c> and <c>/api/v1/wallets</c>: one item, or a batch whose items succeed or fail each for itself.
/// </summary>
internal sealed class EventPostEndpoints(
    IGrainFactory grains,
    WriteRequests requests,
    EventDrafts drafts,
    SiloCalls calls,
    IntakeOptions options,
    RequestOptions bounds
)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/api/v1/events",
                (HttpContext http, EventPostEndpoints posts) => posts.Take(http, "events", posts.EventOf)
            )
            .WithTags("Intake")
            .WithSummary("Post an event, or a batch {\"events\":[…]} with a result for each")
            .Accepts<EventRequest>("application/json")
            .WithMetadata(new Produces202())
            .RequireSender();
        routes
            .MapPost(
                "/api/v1/wallets",
                (HttpContext http, EventPostEndpoints posts) => posts.Take(http, "rows", posts.WalletOf)
            )
            .WithTags("Intake")
            .WithSummary("Post a wallet row, or a batch {\"rows\":[…]} with a result for each")
            .Accepts<WalletRequest>("application/json")
            .WithMetadata(new Produces202())
            .RequireSender();
    }

    private Func<JsonElement, Caller, Outcome<EventDraft>> EventOf => drafts.OfEvent;

    private Func<JsonElement, Caller, Outcome<EventDraft>> WalletOf => drafts.OfWallet;

    private async Task<IResult> Take(
        HttpContext http,
        string batchField,
        Func<JsonElement, Caller, Outcome<EventDraft>> draftOf
    )
    {
        var body = await requests.Body(http, bounds.MaxBatchBytes);
        if (!body.Succeeded)
        {
            return body.Problem.ToResult();
        }

        var claim = WriteRequests.Claim(http, body.Value);
        if (!claim.Succeeded)
        {
            return claim.Problem.ToResult();
        }

        using var document = ParsedBody.Parse(body.Value, out var malformed);
        if (document is null)
        {
            return malformed!.ToResult();
        }

        var root = document.RootElement;
        if (!IsBatch(root, batchField))
        {
            return await TakeOne(http, draftOf(root, http.Caller()), claim.Value.Claim);
        }

        return Items(root, batchField) is { Succeeded: false } wrong
            ? wrong.Problem.ToResult()
            : await TakeMany(
                http,
                [.. root.GetProperty(batchField).EnumerateArray().Select(item => draftOf(item, http.Caller()))],
                claim.Value.Claim
            );
    }

    private static bool IsBatch(JsonElement root, string field) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(field, out _);

    private Outcome<object> Items(JsonElement root, string field)
    {
        var items = root.GetProperty(field);
        if (root.EnumerateObject().Count() != 1)
        {
            return GatewayProblems.Validation(field, "A batch has no other field beside this one.");
        }

        return
            items.ValueKind == JsonValueKind.Array
            && items.GetArrayLength() is var count
            && count >= 1
            && count <= options.MaxBatch
            ? items
            : GatewayProblems.Validation(field, $"An array of 1 to {options.MaxBatch} items.");
    }

    private async Task<IResult> TakeOne(HttpContext http, Outcome<EventDraft> draft, IdempotencyClaim? claim)
    {
        if (!draft.Succeeded)
        {
            return draft.Problem.ToResult();
        }

        var results = await Append([draft.Value], claim, http);
        if (!results.Succeeded)
        {
            return results.Problem.ToResult();
        }

        MarkReplay(http, results);
        var (id, duplicate, problem) = results.Value[0];
        return problem is null ? Answer.Accepted(new EventAnswer(id, duplicate)) : problem.ToResult();
    }

    private async Task<IResult> TakeMany(HttpContext http, Outcome<EventDraft>[] items, IdempotencyClaim? claim)
    {
        var good = items.Where(item => item.Succeeded).Select(item => item.Value!).ToArray();
        Outcome<AppendResult[]> appended =
            good.Length == 0 ? Array.Empty<AppendResult>() : await Append(good, claim, http);
        if (!appended.Succeeded)
        {
            return appended.Problem.ToResult();
        }

        MarkReplay(http, appended);
        var next = 0;
        var results = Array.ConvertAll(
            items,
            item => ResultOf(item.Problem, item.Succeeded ? appended.Value[next++] : null)
        );
        return Answer.Accepted(new { results });
    }

    // The two shapes that an item of a batch may have.
    private static object ResultOf(Problem? refused, AppendResult? appended) =>
        (refused ?? appended!.Problem) is { } problem
            ? new RefusedItem(ProblemAnswer.BodyOf(problem))
            : new EventAnswer(appended!.EventId, appended.Duplicate);

    private async Task<Outcome<AppendResult[]>> Append(EventDraft[] events, IdempotencyClaim? claim, HttpContext http)
    {
        var intake = grains.GetGrain<IEventIntakeGrain>(0);
        var call = await calls.Make(() => intake.Append(events, claim, http.RequestAborted), http.RequestAborted);
        return call.Succeeded ? call.Value : call.Problem;
    }

    private static void MarkReplay(HttpContext http, Outcome<AppendResult[]> results)
    {
        if (results.Replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }
    }
}
