using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integration.Market;

/// <summary>
/// Market as its document says, over real HTTP: checks signature, time and token, counts calls, and has faults on demand. Written from
/// the document alone; knows nothing of the connector.
/// </summary>
internal sealed class MarketServer : IAsyncDisposable
{
    public const string App = "123";
    public const string Secret = "market-secret";
    public const string Token = "market-token";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);
    private readonly WebApplication _application;
    private readonly TimeProvider _time;

    private MarketServer(TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(Serve);
    }

    public Uri Url => new(_application.Urls.Single() + "/v1");

    public MarketShop Shop { get; } = new();

    /// <summary>Every call in the order of arrival, with the codes, ids or places in it.</summary>
    public ConcurrentQueue<(string Call, string[] Keys)> Calls { get; } = new();

    /// <summary>Calls with a wrong signature, time or token.</summary>
    public int Refused => _refused;

    /// <summary>So many of the next calls are done and cut before their answer.</summary>
    public int CutAnswers
    {
        get => _cutAnswers;
        set => _cutAnswers = value;
    }

    /// <summary>The call whose answers are cut; null for each.</summary>
    public string? CutCall { get; set; }

    /// <summary>So many of the next calls are not done but told to wait for 2 s.</summary>
    public int TooMany { get; set; }

    private int _refused;
    private int _cutAnswers;

    public static async Task<MarketServer> Start(TimeProvider time)
    {
        var server = new MarketServer(time);
        await server._application.StartAsync();
        return server;
    }

    public int CallsOf(string name) => Calls.Count(call => call.Call == name);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task Serve(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(one => one.Key, one => one.Value.ToString());
        var answer = Refusal(form) ?? Answer(form);
        if ((CutCall ?? form["call"]) == form["call"] && Interlocked.Decrement(ref _cutAnswers) >= 0)
        {
            context.Abort();
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(), context.RequestAborted);
    }

    private JsonObject? Refusal(Dictionary<string, string> form)
    {
        var problem = Problem(form);
        if (problem is not null)
        {
            Interlocked.Increment(ref _refused);
            return Failed(problem);
        }

        return null;
    }

    private string? Problem(Dictionary<string, string> form)
    {
        var signed = new SortedDictionary<string, string>(form, StringComparer.Ordinal);
        signed.Remove("sign");
        var text = new StringBuilder();
        foreach (var (name, value) in signed)
        {
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(value);
        }

        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Secret));
        var expected = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes(text.ToString())));
        if (form.GetValueOrDefault("sign") != expected || form.GetValueOrDefault("app") != App)
        {
            return "bad_sign";
        }

        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(form["time"], CultureInfo.InvariantCulture));
        return (_time.GetUtcNow() - at).Duration() > Tolerance ? "bad_argument"
            : form.GetValueOrDefault("token") != Token ? "token_expired"
            : null;
    }

    private JsonObject Answer(Dictionary<string, string> form)
    {
        var data = JsonNode.Parse(form["data"])!.AsObject();
        var call = form["call"];
        Calls.Enqueue((call, Keys(data)));
        if (TooMany > 0)
        {
            TooMany--;
            return Failed("too_many", wait: 2);
        }

        lock (Shop)
        {
            return call switch
            {
                "product.get" => Within(data["ids"]!, 20, () => Shop.Get(data["ids"]!.AsArray())),
                "product.list" => Done(Shop.List((int)data["page"]!, (int)data["size"]!)),
                "product.create" => Within(data["items"]!, 50, () => Shop.Create(data["items"]!.AsArray())),
                "product.update" => Within(data["items"]!, 50, () => Shop.Update(data["items"]!.AsArray())),
                "order.place" => Within(data["items"]!, 20, () => Shop.Place(data["items"]!.AsArray())),
                "stock.set" => Within(data["items"]!, 100, () => Shop.SetStock(data["items"]!.AsArray())),
                _ => Failed("bad_argument"),
            };
        }
    }

    private static string[] Keys(JsonObject data) =>
        (data["ids"] ?? data["items"]) is JsonArray items
            ? [.. items.Select(item => item is JsonObject one ? Key(one) : item!.ToString())]
            : [];

    private static string Key(JsonObject item) =>
        (item["code"] ?? item["number"] ?? item["id"] ?? item["product"])?.ToString() ?? "";

    private static JsonObject Within(JsonNode items, int limit, Func<JsonObject> make) =>
        items.AsArray().Count is var count && count >= 1 && count <= limit ? Done(make()) : Failed("bad_argument");

    private static JsonObject Done(JsonObject data) => new() { ["ok"] = true, ["data"] = data };

    private static JsonObject Failed(string code, int? wait = null) =>
        new()
        {
            ["ok"] = false,
            ["error"] = new JsonObject
            {
                ["code"] = code,
                ["message"] = $"refused: {code}",
                ["wait"] = wait,
                ["request"] = "r",
            },
        };
}
