using System.Collections.Concurrent;
using System.Text.Json;
using Integration.Calls;
using Integration.Catalogue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Integration.Platforms;

/// <summary>A platform over real HTTP that replays what a test says: each answer once, the last one again and again.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpMessageInvoker _http;
    private readonly ConcurrentQueue<StandInAnswer> _answers = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly Counter _received = new();

    private StandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(Serve);
        _http = new(Handler(), disposeHandler: true);
    }

    public ConcurrentQueue<StandInRequest> Requests { get; } = new();

    public Uri Url => new(_application.Urls.Single());

    /// <summary>What is answered aside, without being counted among <see cref="Requests"/>; null for what is not.</summary>
    public Func<StandInRequest, StandInAnswer?> Aside { get; set; } = static _ => null;

    /// <summary>Completes when the first request is there.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Bytes that the connector's side took from its connections, heads included.</summary>
    public long BytesReceived => _received.Bytes;

    public static async Task<StandIn> Start()
    {
        var standIn = new StandIn();
        await standIn._application.StartAsync();
        return standIn;
    }

    /// <summary>A handler that counts what it takes from the network.</summary>
    public SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            MaxResponseDrainSize = 0,
            PlaintextStreamFilter = (context, _) =>
                ValueTask.FromResult<Stream>(new CountedStream(context.PlaintextStream, _received)),
        };

    public IPlatformTransport Transport(PlatformOptions options, TimeProvider time) =>
        new HttpPlatformTransport(_http, options, time);

    /// <summary>From now on it answers these, one after the other.</summary>
    public void Answers(params StandInAnswer[] answers)
    {
        _answers.Clear();
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    public void Answers(params string[] bodies) => Answers([.. bodies.Select(static body => new StandInAnswer(body))]);

    /// <summary>Nobody listens any more.</summary>
    public Task StopListening() => _application.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _http.Dispose();
        await _application.DisposeAsync();
        _over.Dispose();
    }

    private async Task Serve(HttpContext context)
    {
        var form = await Fields(context.Request);
        if (context.Request.Headers.Authorization is [{ } authorization])
        {
            form["Authorization"] = authorization;
        }

        var request = new StandInRequest(
            context.Request.Method,
            context.Request.Path,
            context.Request.Host.Value ?? "",
            form
        );
        if (Aside(request) is { } aside)
        {
            await Reply(context, aside);
            return;
        }

        Requests.Enqueue(request);
        _reached.TrySetResult();
        await Reply(context, Next());
    }

    // Of a JSON object the texts as they are, all else as the very text that was sent.
    private static async Task<Dictionary<string, string>> Fields(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            return (await request.ReadFormAsync()).ToDictionary(field => field.Key, field => field.Value.ToString());
        }

        if (!request.HasJsonContentType())
        {
            return [];
        }

        using var body = await JsonDocument.ParseAsync(request.Body);
        return body
            .RootElement.EnumerateObject()
            .ToDictionary(
                field => field.Name,
                field =>
                    field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : field.Value.GetRawText()
            );
    }

    private StandInAnswer Next()
    {
        StandInAnswer? answer;
        var isThere = _answers.Count > 1 ? _answers.TryDequeue(out answer) : _answers.TryPeek(out answer);
        return isThere ? answer! : throw new InvalidOperationException("The test gave no answer.");
    }

    private async Task Reply(HttpContext context, StandInAnswer answer)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _over.Token);
        try
        {
            if (answer.IsSilent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, end.Token);
            }

            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = answer.DeclaresLength ? (long)answer.Body.Length * answer.Times : null;
            foreach (var (name, value) in answer.Headers)
            {
                context.Response.Headers.Append(name, value);
            }

            for (var time = 0; time < answer.Times; time++)
            {
                await context.Response.Body.WriteAsync(answer.Body, end.Token);
            }

            if (answer.IsCut)
            {
                await context.Response.Body.FlushAsync(end.Token);
                context.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            // The connector has hung up, which is what some tests want, or the test is over.
        }
    }
}
