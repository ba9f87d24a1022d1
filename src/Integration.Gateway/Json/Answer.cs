using System.Text.Json;
using Integration.Problems;
using Microsoft.AspNetCore.Http;

namespace Integration.Json;

/// <summary>Answers in the API's own JSON.</summary>
internal static class Answer
{
    public static IResult Ok<T>(T value) => Results.Json(value, WireJson.Options);

    /// <summary>200; a repeat by Idempotency-Key says that it is one.</summary>
    public static IResult Ok<T>(Outcome<T> outcome, HttpContext http)
    {
        Mark(outcome, http);
        return Ok(outcome.Value);
    }

    /// <summary>202, written in one piece: its length is known, so it is not chunked.</summary>
    public static IResult Accepted<T>(T value) => new AcceptedResult<T>(value);

    /// <summary>200 with the resource's version as its entity tag.</summary>
    public static IResult Versioned<T>(T value, long version, HttpContext http)
    {
        http.Response.Headers.ETag = $"\"{version}\"";
        return Ok(value);
    }

    /// <summary>200 with the resource's version as its entity tag; a repeat by Idempotency-Key says that it is one.</summary>
    public static IResult Versioned<T>(Outcome<T> outcome, long version, HttpContext http)
        where T : class
    {
        Mark(outcome, http);
        return Versioned(outcome.Value!, version, http);
    }

    /// <summary>201 with the whole resource; a repeat by Idempotency-Key says that it is one.</summary>
    public static IResult Created<T>(string location, Outcome<T> outcome, HttpContext http) =>
        Made(StatusCodes.Status201Created, location, outcome, http);

    /// <summary>202 with the resource by which long work is followed, else as <see cref="Created{T}"/>.</summary>
    public static IResult Started<T>(string location, Outcome<T> outcome, HttpContext http) =>
        Made(StatusCodes.Status202Accepted, location, outcome, http);

    private static IResult Made<T>(int status, string location, Outcome<T> outcome, HttpContext http)
    {
        http.Response.Headers.Location = location;
        Mark(outcome, http);
        return Results.Json(outcome.Value, WireJson.Options, statusCode: status);
    }

    private static void Mark<T>(Outcome<T> outcome, HttpContext http)
    {
        if (outcome.Replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }
    }

    private sealed class AcceptedResult<T>(T value) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(value, WireJson.Options);
            httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            httpContext.Response.ContentLength = body.Length;
            return httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
        }
    }
}
