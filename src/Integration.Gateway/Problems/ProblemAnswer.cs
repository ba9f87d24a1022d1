using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Integration.Json;
using Microsoft.AspNetCore.Http;

namespace Integration.Problems;

/// <summary>Writes a problem as RFC 9457 <c>application/problem+json</c>.</summary>
internal static class ProblemAnswer
{
    private const string ContentType = "application/problem+json";

    /// <summary>The problem as a result of an endpoint.</summary>
    public static IResult ToResult(this Problem problem) => new ProblemResult(problem);

    /// <summary>The problem as a JSON value, as it also stands in the results of a batch.</summary>
    public static ProblemBody BodyOf(Problem problem) =>
        new(
            $"/problems/{problem.Slug}",
            ProblemCatalogue.Find(problem.Slug)?.Title ?? problem.Slug,
            problem.Status,
            problem.Detail,
            problem.Errors,
            Activity.Current?.TraceId.ToString()
        );

    /// <summary>Writes the answer.</summary>
    public static Task Write(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = ContentType;
        if (problem.RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return JsonSerializer.SerializeAsync(response.Body, BodyOf(problem), WireJson.Options, context.RequestAborted);
    }

    private sealed class ProblemResult(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, problem);
    }
}
