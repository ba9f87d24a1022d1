using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Integration.Hubs;

/// <summary>An answer of the API.</summary>
internal sealed record HubAnswer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? MediaType)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The slug of a problem.</summary>
    public string Problem => Json["type"]!.GetValue<string>()["/problems/".Length..];
}
