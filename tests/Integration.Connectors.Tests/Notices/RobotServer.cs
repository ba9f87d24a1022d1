using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Notices;

/// <summary>
/// The robots of DingTalk, Feishu and WeCom over real HTTP. Written from their documents and apart from the channels: it takes requests
/// apart where a channel puts them together, checks signatures, limits and sizes itself, and answers 200 to nearly everything.
/// </summary>
internal sealed class RobotServer : IAsyncDisposable
{
    public const string Token = "d2f9a1c0e7b84f6f9a1c0e7b84f6d2f9";
    public const string Secret = "SEC8f3b0a52c1d94e0f8f3b0a52c1d94e0f";

    private readonly WebApplication _app;
    private readonly Func<DateTimeOffset> _now;
    private readonly Lock _gate = new();
    private readonly List<string> _texts = [];
    private readonly Queue<DateTimeOffset> _taken = new();
    private int _requests;

    private RobotServer(WebApplication app, Func<DateTimeOffset> now)
    {
        _app = app;
        _now = now;
    }

    /// <summary>Answers in the place of the robot; null to let it answer.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>Texts that the group has seen.</summary>
    public IReadOnlyList<string> Texts
    {
        get
        {
            lock (_gate)
                return [.. _texts];
        }
    }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Whether more than 20 messages a minute came.</summary>
    public bool WasFlooded { get; private set; }

    public Uri DingTalk => Url($"/robot/send?access_token={Token}");

    public Uri Feishu => Url($"/open-apis/bot/v2/hook/{Token}");

    public Uri WeCom => Url($"/cgi-bin/webhook/send?key={Token}");

    public static async Task<RobotServer> Start(Func<DateTimeOffset> now)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new RobotServer(app, now);
        app.Use(
            async (context, next) =>
            {
                Interlocked.Increment(ref server._requests);
                if (server.Fault is { } fault && await fault(context))
                    return;
                await next(context);
            }
        );
        app.MapPost("/robot/send", server.TakeDingTalk);
        app.MapPost("/open-apis/bot/v2/hook/{token}", server.TakeFeishu);
        app.MapPost("/cgi-bin/webhook/send", server.TakeWeCom);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Uri Url(string path)
    {
        var features = _app.Services.GetRequiredService<IServer>().Features;
        return new Uri(features.Get<IServerAddressesFeature>()!.Addresses.Single() + path);
    }

    private async Task TakeDingTalk(HttpContext context)
    {
        var body = await Read(context);
        var query = context.Request.Query;
        if (query["access_token"] != Token)
        {
            await Answer(context, """{"errcode":300001,"errmsg":"token is not exist"}""");
        }
        else if (!IsRecent(query["timestamp"], 1) || !SignedAsDingTalk(query["timestamp"]!, query["sign"]))
        {
            await Answer(context, """{"errcode":310000,"errmsg":"sign not match"}""");
        }
        else if (body.Length > 20_000)
        {
            await Answer(context, """{"errcode":460101,"errmsg":"message too long, exceed 20000 bytes"}""");
        }
        else if (IsTooFast())
        {
            await Answer(context, """{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}""");
        }
        else
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            Show(root.GetProperty(root.GetProperty("msgtype").GetString()!).GetProperty("content").GetString()!);
            await Answer(context, """{"errcode":0,"errmsg":"ok"}""");
        }
    }

    private async Task TakeFeishu(HttpContext context)
    {
        var body = await Read(context);
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var timestamp = root.GetProperty("timestamp").GetString();
        // The signature is made of the key alone: time and secret, over an empty message.
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(timestamp + "\n" + Secret));
        var wanted = Convert.ToBase64String(hmac.ComputeHash([]));
        if ((string?)context.Request.RouteValues["token"] != Token)
        {
            await Answer(context, """{"code":19001,"msg":"param invalid: incoming webhook access token invalid"}""");
        }
        else if (!IsRecent(timestamp, 1_000) || root.GetProperty("sign").GetString() != wanted)
        {
            await Answer(
                context,
                """{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}"""
            );
        }
        else if (body.Length > 20_480)
        {
            await Answer(context, """{"code":9499,"msg":"Bad Request","data":{}}""");
        }
        else
        {
            root.GetProperty("msg_type").GetString().Should().Be("text");
            Show(root.GetProperty("content").GetProperty("text").GetString()!);
            await Answer(context, """{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}""");
        }
    }

    private async Task TakeWeCom(HttpContext context)
    {
        var body = await Read(context);
        using var json = JsonDocument.Parse(body);
        var text = json.RootElement.GetProperty("text").GetProperty("content").GetString()!;
        if (context.Request.Query["key"] != Token)
        {
            await Answer(
                context,
                $$"""{"errcode":93000,"errmsg":"invalid webhook url, hint: [17083977], key {{context.Request.Query["key"]}}"}"""
            );
        }
        else if (Encoding.UTF8.GetByteCount(text) > 2_048)
        {
            await Answer(context, """{"errcode":40058,"errmsg":"text.content exceed max length 2048"}""");
        }
        else if (IsTooFast())
        {
            await Answer(context, """{"errcode":45009,"errmsg":"api freq out of limit"}""");
        }
        else
        {
            Show(text);
            await Answer(context, """{"errcode":0,"errmsg":"ok"}""");
        }
    }

    private static bool SignedAsDingTalk(string timestamp, string? sign)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(Secret));
        var wanted = hmac.ComputeHash(Encoding.UTF8.GetBytes(timestamp + '\n' + Secret));
        // The query is unescaped here; a '+' of base64 that was not escaped has become a space by now.
        var given = new byte[32];
        return Convert.TryFromBase64String(sign ?? "", given, out var length)
            && length == 32
            && given.AsSpan().SequenceEqual(wanted);
    }

    private bool IsRecent(string? timestamp, long milliseconds) =>
        long.TryParse(timestamp, out var number)
        && Math.Abs((_now() - DateTimeOffset.FromUnixTimeMilliseconds(number * milliseconds)).TotalHours) <= 1;

    private bool IsTooFast()
    {
        lock (_gate)
        {
            var now = _now();
            while (_taken.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromMinutes(1))
            {
                _taken.Dequeue();
            }

            _taken.Enqueue(now);
            WasFlooded |= _taken.Count > 20;
            return _taken.Count > 20;
        }
    }

    private void Show(string text)
    {
        lock (_gate)
            _texts.Add(text);
    }

    private static async Task<byte[]> Read(HttpContext context)
    {
        context.Request.ContentType.Should().Be("application/json; charset=utf-8");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    private static Task Answer(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
