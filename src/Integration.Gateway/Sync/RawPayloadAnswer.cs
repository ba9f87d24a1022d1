using Integration.Products;
using Microsoft.AspNetCore.Http;

namespace Integration.Sync;

/// <summary>A platform's own bytes as an answer.</summary>
internal static class RawPayloadAnswer
{
    public static IResult Of(RawPayload payload, HttpContext http)
    {
        // It is a stranger's text: a browser must neither guess what it is nor show it as a page of ours.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = "attachment";
        return Results.Bytes(payload.Body, payload.ContentType ?? "application/octet-stream");
    }
}
