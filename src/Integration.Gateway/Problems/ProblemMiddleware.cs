using Integration.Databases;
using Integration.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Problems;

/// <summary>Turns what nobody handled into a problem; nothing of an exception's text leaves the process.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && EmptyAnswer(context.Response) is { } problem)
            {
                await ProblemAnswer.Write(context, problem);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to tell.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = ProblemOf(exception);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                LogFailed(exception, context.Request.Method, context.Request.Path, problem.Slug);
            }

            await ProblemAnswer.Write(context, problem);
        }
    }

    private static Problem ProblemOf(Exception exception) =>
        exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => GatewayProblems.TooLarge(0),
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new Problem(
                "body-too-slow",
                408,
                "The body came too slowly."
            ),
            BadHttpRequestException => GatewayProblems.Incomplete,
            PostgresException full when DatabaseErrors.IsOutOfSpace(full) => GatewayProblems.StorageFull,
            NpgsqlException => GatewayProblems.DatabaseUnavailable,
            _ when LostCalls.Include(exception) => GatewayProblems.SiloUnavailable,
            _ => GatewayProblems.Internal,
        };

    private static Problem? EmptyAnswer(HttpResponse response) =>
        response.ContentLength is > 0 || response.ContentType is not null
            ? null
            : response.StatusCode switch
            {
                StatusCodes.Status404NotFound => new Problem(
                    "not-found",
                    404,
                    "There is nothing at this path; see /docs."
                ),
                StatusCodes.Status405MethodNotAllowed => new Problem(
                    "method-not-allowed",
                    405,
                    "See the Allow header."
                ),
                StatusCodes.Status415UnsupportedMediaType => GatewayProblems.NotJson,
                _ => null,
            };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed: {Problem}")]
    private partial void LogFailed(Exception exception, string method, string path, string problem);
}
