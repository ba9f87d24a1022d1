using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Alerts;

/// <summary>Notices: what was sent by which channel, and how the channels stand.</summary>
internal static class NoticeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/notices", List)
            .WithTags("Notices")
            .WithSummary("List attempts to send notices, the newest first; ?channel=&result=failed")
            .Produces<PageAnswer<NoticeAttempt>>()
            .TakesText("channel")
            .TakesChoice<NoticeOutcome>("result")
            .TakesPage()
            .RequireRole(Role.Viewer);
        var channels = routes.MapGroup("/api/v1/notice-channels").WithTags("Notices");
        channels
            .MapGet("", Channels)
            .WithSummary(
                "All channels of notices, of the options and of the API: what waits in each, and how it stands"
            )
            .Produces<PageAnswer<NoticeChannelResource>>()
            .RequireRole(Role.Viewer);
        MapTest(channels);
        MapTest(
            new ResourceEndpoints<IAlertChannelGrain, AlertChannelSettings, AlertChannelResource>(
                new("alert channel", "alert channels")
            ).Map(routes)
        );
    }

    private static void MapTest(RouteGroupBuilder channels) =>
        channels
            .MapPost("/{name}/test", Test)
            .WithSummary("Send a test notice by one channel; /api/v1/notices tells what became of it")
            .Produces<NoticeChannelResource>(StatusCodes.Status202Accepted)
            .RequireRole(Role.Operator);

    private static async Task<IResult> List(HttpContext http, NoticeAttemptTable attempts)
    {
        var query = new QueryReader(http.Request);
        var channel = query.Text("channel");
        var result = query.Choice<NoticeOutcome>("result");
        var page = query.IdPage();
        bool? sent = result is null ? null : result == NoticeOutcome.Sent;
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await attempts.List(channel, sent, page, http.RequestAborted)));
    }

    // At most fifty of the options and fifty of the API: one page holds them.
    private static async Task<IResult> Channels(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryReader(http.Request);
        if (query.Problem() is { } problem)
            return problem.ToResult();
        var grain = grains.GetGrain<IAlertGrain>(IAlertGrain.Key);
        return Answer.Ok(
            new PageAnswer<NoticeChannelResource>(await grain.Channels(http.RequestAborted), NextCursor: null)
        );
    }

    private static Task<IResult> Test(string name, HttpContext http, IGrainFactory grains) =>
        AlertCalls.Call(
            http,
            grains,
            (grain, context) => grain.TestChannel(name, context, http.RequestAborted),
            static outcome => Answer.Accepted(outcome.Value)
        );
}
