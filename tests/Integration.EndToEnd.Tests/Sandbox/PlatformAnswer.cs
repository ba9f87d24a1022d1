using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms;

/// <summary>What came back, as bytes and as far as it can be read.</summary>
internal sealed record PlatformAnswer(HttpStatusCode Status, string? Type, byte[] Bytes, Uri? Location)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The answer as JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>A value by its path, such as <c>error_response.code</c>; null where there is none.</summary>
    public string? this[string path] =>
        path.Split('.')
            .Aggregate(
                (JsonNode?)Json,
                (node, name) =>
                    node switch
                    {
                        JsonArray list => int.TryParse(name, out var at) && at < list.Count ? list[at] : null,
                        JsonObject map => map[name],
                        _ => null,
                    }
            )
            ?.ToString();

    public static async Task<PlatformAnswer> Read(HttpResponseMessage answer) =>
        new(
            answer.StatusCode,
            answer.Content.Headers.ContentType?.ToString(),
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            answer.Headers.Location
        );
}
