using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Sandbox.Demo;

/// <summary>The hub's API, as an administrator calls it.</summary>
internal sealed class HubClient(HttpMessageInvoker http, Uri hub, string apiKey)
{
    private const int PageSize = 200;

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
    public Task<SubscriberFigures> Figures(string subscriber, CancellationToken cancellation) =>
        Get<SubscriberFigures>($"subscribers/{subscriber}/stats?range=3650d", cancellation);

    /// <summary>One resource, or any other answer to a GET.</summary>
    /// <param name="path">Below <c>api/v1/</c>, with its query.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HubRefusedException">The hub does not tell.</exception>
    public async Task<T> Get<T>(string path, CancellationToken cancellation)
    {
        var (status, body) = await Send(HttpMethod.Get, $"api/v1/{path}", null, cancellation);
        return status == HttpStatusCode.OK
            ? Read<T>(body)
            : throw new HubRefusedException($"The hub did not tell {path}: {(int)status} {body}");
    }

    /// <summary>An answer of the hub.</summary>
    public static T Read<T>(string body) => JsonSerializer.Deserialize<T>(body, Json)!;

    /// <summary>A list, page by page, for as long as somebody reads on.</summary>
    /// <param name="path">Below <c>api/v1/</c>, with its query.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HubRefusedException">The hub does not tell.</exception>
    public async IAsyncEnumerable<T[]> Pages<T>(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        HubPage<T>? page = null;
        do
        {
            var cursor = page?.NextCursor is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
            page = await Get<HubPage<T>>($"{path}&limit={PageSize}{cursor}", cancellation);
            yield return page.Data;
        } while (page.NextCursor is not null);
    }

    /// <summary>Asks the hub to do something.</summary>
    /// <param name="path">Below <c>api/v1/</c>.</param>
    /// <param name="body">What it needs to know.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its answer, whatever it is.</returns>
    public Task<(HttpStatusCode Status, string Body)> Post(string path, object body, CancellationToken cancellation) =>
        Send(HttpMethod.Post, $"api/v1/{path}", body, cancellation);

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
