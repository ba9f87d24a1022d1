using Integration.Problems;
using Microsoft.AspNetCore.Http;

namespace Integration.Json;

/// <summary>Answers in the API's own JSON.</summary>
internal static class Answer
{
    public static IResult Ok<T>(T value) => Results.Json(value, WireJson.Options);

    public static IResult Accepted<T>(T value) =>
        Results.Json(value, WireJson.Options, statusCode: StatusCodes.Status202Accepted);

    /// <summary>200 with the resource's version as its entity tag.</summary>
    public static IResult Versioned<T>(T value, long version, HttpContext http)
    {
        http.Response.Headers.ETag = $"\"{version}\"";
        return Ok(value);
    }

    /// <summary>201 with the whole resource; a repeat by Idempotency-Key says that it is one.</summary>
    public static IResult Created<T>(string location, Outcome<T> outcome, HttpContext http)
    {
        http.Response.Headers.Location = location;
        if (outcome.Replayed)
        {
            http.Response.Headers["Idempotent-Replayed"] = "true";
        }

        return Results.Json(outcome.Value, WireJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
