using Integration.Access;
using Integration.Json;
using Integration.Lists;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Alerts;

/// <summary>Rules: those that are shipped, and those of the operator's own.</summary>
internal static class AlertRuleEndpoints
{
    private const string Path = "/api/v1/alert-rules";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup(Path).WithTags("Alerts");
        rules
            .MapGet("", List)
            .WithSummary("List alert rules, by id")
            .Produces<PageAnswer<AlertRuleResource>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
        rules
            .MapGet("/{id}", Find)
            .WithSummary("Read an alert rule")
            .Produces<AlertRuleResource>()
            .RequireRole(Role.Viewer);
        rules
            .MapPost("", Create)
            .WithSummary("Create an alert rule of your own")
            .Accepts<AlertRule>("application/json")
            .Produces<AlertRuleResource>(StatusCodes.Status201Created)
            .RequireRole(Role.Administrator);
        rules
            .MapPatch("/{id}", Change)
            .WithSummary("Change an alert rule, a shipped one too, by JSON merge patch")
            .Accepts<AlertRule>("application/merge-patch+json", "application/json")
            .Produces<AlertRuleResource>()
            .RequireRole(Role.Administrator);
        rules
            .MapDelete("/{id}", Delete)
            .WithSummary("Delete an alert rule of your own")
            .Produces(StatusCodes.Status204NoContent)
            .RequireRole(Role.Administrator);
        rules
            .MapPost("/{id}/reset", Reset)
            .WithSummary("Make a shipped alert rule again what it was when it was shipped")
            .Produces<AlertRuleResource>()
            .RequireRole(Role.Administrator);
    }

    // A few hundred at most: cut into pages here, where the shipped ones are known too.
    private static async Task<IResult> List(HttpContext http, AlertRuleTable rules)
    {
        var query = new QueryReader(http.Request);
        var page = query.Page();
        if (query.Problem() is { } problem)
            return problem.ToResult();
        var rest = (await rules.Load(http.RequestAborted))
            .Where(rule => page.After is null || string.CompareOrdinal(rule.Rule.Id, page.After) > 0)
            .Select(static rule => rule.Show())
            .ToList();
        var shown = rest.Take(page.Limit).ToList();
        return Answer.Ok(
            PageAnswer.Of(new Page<AlertRuleResource>(shown, rest.Count > page.Limit ? shown[^1].Id : null))
        );
    }

    private static async Task<IResult> Find(string id, HttpContext http, AlertRuleTable rules) =>
        (await rules.Load(http.RequestAborted)).FirstOrDefault(rule =>
            rule.Rule.Id.Equals(id, StringComparison.Ordinal)
        )
            is { } found
            ? Answer.Versioned(found.Show(), found.Version, http)
            : GatewayProblems.NotFound($"alert rule '{id}'").ToResult();

    private static Task<IResult> Create(HttpContext http, WriteRequests requests, IGrainFactory grains) =>
        AlertCalls.Call(
            http,
            requests,
            grains,
            (grain, body, context) => grain.CreateRule(body, context, http.RequestAborted),
            outcome => Answer.Created($"{Path}/{outcome.Value!.Id}", outcome, http)
        );

    private static Task<IResult> Change(string id, HttpContext http, WriteRequests requests, IGrainFactory grains) =>
        AlertCalls.Call(
            http,
            requests,
            grains,
            (grain, body, context) => grain.ChangeRule(id, body, context, http.RequestAborted),
            outcome => Answer.Versioned(outcome.Value, outcome.Value!.Version, http)
        );

    private static Task<IResult> Delete(string id, HttpContext http, IGrainFactory grains) =>
        AlertCalls.Call(
            http,
            grains,
            (grain, context) => grain.DeleteRule(id, context, http.RequestAborted),
            static _ => Results.NoContent()
        );

    private static Task<IResult> Reset(string id, HttpContext http, IGrainFactory grains) =>
        AlertCalls.Call(
            http,
            grains,
            (grain, context) => grain.ResetRule(id, context, http.RequestAborted),
            outcome => Answer.Versioned(outcome.Value, outcome.Value!.Version, http)
        );
}
