using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Shops through the hub's public API.</summary>
internal sealed class ShopCalls : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient _http;

    public ShopCalls(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Makes the account that a grant of the sandbox stands for.</summary>
    public Task CreateAccount(string id, TokenGrant grant, CancellationToken ct) =>
        Post(
            "/api/v1/platform-accounts",
            new
            {
                id,
                platform = "temu",
                app_kind = "us",
                app_key = grant.Account.AppKey,
                app_secret = grant.Account.AppSecret,
                access_token = grant.AccessToken,
            },
            ct
        );

    /// <summary>Makes a shop.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="account">Its account.</param>
    /// <param name="every">Between two incremental runs of orders, and of products; null: by hand only.</param>
    /// <param name="ct">Cancels.</param>
    public Task CreateShop(string id, string account, string? every, CancellationToken ct)
    {
        // Full runs come once a year: what is measured is the rest of the year.
        var schedule = new
        {
            enabled = every is not null,
            every,
            full = "0 0 1 1 *",
        };
        return Post(
            "/api/v1/shops",
            new
            {
                id,
                account,
                time_zone = "Asia/Shanghai",
                orders = schedule,
                products = schedule,
            },
            ct
        );
    }

    /// <summary>Starts a full run of a shop's orders; returns its id.</summary>
    public async Task<string> StartFull(string shop, CancellationToken ct)
    {
        var run = await Post($"/api/v1/shops/{shop}/syncs", new { kind = "orders", mode = "full" }, ct);
        return run["id"]!.GetValue<string>();
    }

    /// <summary>Waits for the end of a run.</summary>
    /// <exception cref="InvalidOperationException">It did not complete.</exception>
    public async Task<JsonNode> Ended(string run, CancellationToken ct)
    {
        while (true)
        {
            var read = await Read($"/api/v1/sync-runs/{run}", ct);
            switch (read["state"]!.GetValue<string>())
            {
                case "running":
                    await Task.Delay(s_look, TimeProvider.System, ct);
                    break;
                case "completed":
                    return read;
                default:
                    throw new InvalidOperationException(read.ToJsonString());
            }
        }
    }

    /// <summary>Reads a resource.</summary>
    public async Task<JsonNode> Read(string path, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(path, ct);
        return await Json(answer, path, ct);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> Post(string path, object body, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, ct);
        return await Json(answer, path, ct);
    }

    private static async Task<JsonNode> Json(HttpResponseMessage answer, string path, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{path}: {(int)answer.StatusCode} {text}")
            );
    }
}
