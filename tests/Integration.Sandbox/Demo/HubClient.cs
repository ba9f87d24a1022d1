using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Sandbox.Demo;

/// <summary>The hub's API, as an administrator calls it.</summary>
internal sealed class HubClient(HttpMessageInvoker http, Uri hub, string apiKey)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Whether a request would succeed now.</summary>
    public static async Task<bool> IsReady(HttpMessageInvoker http, Uri hub, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub, "health/ready"));
            using var response = await http.SendAsync(request, cancellation);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Creates a resource, or changes the one that an earlier run left.</summary>
    /// <param name="collection">Such as <c>sources</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="resource">All its fields but the id.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HubRefusedException">The hub does not want it.</exception>
    public async Task Put(string collection, string id, object resource, CancellationToken cancellation)
    {
        var fields = JsonSerializer.SerializeToNode(resource, Json)!.AsObject();
        var path = $"api/v1/{collection}";
        var changed = await Send(HttpMethod.Patch, $"{path}/{id}", fields, cancellation);
        if (changed.Status == HttpStatusCode.NotFound)
        {
            fields["id"] = id;
            changed = await Send(HttpMethod.Post, path, fields, cancellation);
        }

        if ((int)changed.Status >= 300)
        {
            throw new HubRefusedException($"The hub refused {collection}/{id}: {(int)changed.Status} {changed.Body}");
        }
    }

    /// <summary>All that ever became of a subscriber's events.</summary>
    /// <exception cref="HubRefusedException">The hub does not tell.</exception>
    public async Task<SubscriberFigures> Figures(string subscriber, CancellationToken cancellation)
    {
        var (status, body) = await Send(
            HttpMethod.Get,
            $"api/v1/subscribers/{subscriber}/stats?range=3650d",
            null,
            cancellation
        );
        return status == HttpStatusCode.OK
            ? JsonSerializer.Deserialize<SubscriberFigures>(body, Json)!
            : throw new HubRefusedException($"The hub did not tell the figures of {subscriber}: {(int)status} {body}");
    }

    private async Task<(HttpStatusCode Status, string Body)> Send(
        HttpMethod method,
        string path,
        object? content,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(hub, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        request.Content = content is null ? null : JsonContent.Create(content, options: Json);
        using var response = await http.SendAsync(request, cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }
}
