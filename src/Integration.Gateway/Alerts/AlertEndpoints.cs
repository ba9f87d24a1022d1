using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Alerts;

/// <summary>Alerts: what is watched, what became of it, and who has it in hand.</summary>
internal static class AlertEndpoints
{
    private const string Path = "/api/v1/alerts";

    /// <summary>Maps alerts, rules, silences and notices.</summary>
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup(Path).WithTags("Alerts");
        alerts
            .MapGet("", List)
            .WithSummary("List alerts; ?phase=firing&severity=critical&rule=")
            .Produces<PageAnswer<AlertResource>>()
            .TakesChoice<AlertPhase>("phase")
            .TakesChoice<AlertSeverity>("severity")
            .TakesText("rule")
            .TakesPage()
            .RequireRole(Role.Viewer);
        alerts
            .MapGet("/history", History)
            .WithSummary("What became of alerts, the newest first; ?alert=&rule=")
            .Produces<PageAnswer<AlertHistoryEntry>>()
            .TakesText("alert", "rule")
            .TakesPage()
            .RequireRole(Role.Viewer);
        alerts.MapGet("/{id}", Find).WithSummary("Read an alert").Produces<AlertResource>().RequireRole(Role.Viewer);
        alerts
            .MapPost("/{id}/acknowledge", Acknowledge)
            .WithSummary("Take an alert in hand: no reminders until it has recovered")
            .Produces<AlertResource>()
            .RequireRole(Role.Operator);
        AlertRuleEndpoints.Map(routes);
        AlertSilenceEndpoints.Map(routes);
        NoticeEndpoints.Map(routes);
    }

    private static async Task<IResult> List(HttpContext http, AlertQueries alerts)
    {
        var query = new QueryReader(http.Request);
        var filter = new AlertFilter(
            query.Choice<AlertPhase>("phase"),
            query.Choice<AlertSeverity>("severity"),
            query.Text("rule")
        );
        var page = query.CreatedPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await alerts.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> History(HttpContext http, AlertQueries alerts)
    {
        var query = new QueryReader(http.Request);
        var alert = query.Text("alert");
        var rule = query.Text("rule");
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await alerts.History(alert, rule, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string id, HttpContext http, AlertQueries alerts) =>
        await alerts.Find(id, http.RequestAborted) is { } alert
            ? Answer.Ok(alert)
            : GatewayProblems.NotFound($"alert '{id}'").ToResult();

    private static Task<IResult> Acknowledge(string id, HttpContext http, IGrainFactory grains) =>
        AlertCalls.Call(
            http,
            grains,
            (grain, context) => grain.Acknowledge(id, context, http.RequestAborted),
            static outcome => Answer.Ok(outcome.Value)
        );
}
