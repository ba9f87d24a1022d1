using Integration.Access;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Http;

namespace Integration.Alerts;

/// <summary>What every change of alerts shares: body, conditions, the call, the answer.</summary>
internal static class AlertCalls
{
    /// <summary>A change without a body.</summary>
    public static async Task<IResult> Call<T>(
        HttpContext http,
        IGrainFactory grains,
        Func<IAlertGrain, WriteContext, Task<Outcome<T>>> call,
        Func<Outcome<T>, IResult> answer
    )
        where T : class
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded)
            return context.Problem.ToResult();
        var outcome = await call(grains.GetGrain<IAlertGrain>(IAlertGrain.Key), context.Value);
        return outcome.Succeeded ? answer(outcome) : outcome.Problem.ToResult();
    }

    /// <summary>A change with a JSON body, which the grain reads.</summary>
    public static async Task<IResult> Call<T>(
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains,
        Func<IAlertGrain, byte[], WriteContext, Task<Outcome<T>>> call,
        Func<Outcome<T>, IResult> answer
    )
        where T : class
    {
        var body = await requests.Body(http);
        if (!body.Succeeded)
            return body.Problem.ToResult();
        var context = WriteRequests.Context(http, body.Value);
        if (!context.Succeeded)
            return context.Problem.ToResult();
        var outcome = await call(grains.GetGrain<IAlertGrain>(IAlertGrain.Key), body.Value, context.Value);
        return outcome.Succeeded ? answer(outcome) : outcome.Problem.ToResult();
    }
}
