using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.ClusterChaos;

/// <summary>A constant rate through the gateways that are ready. Senders do not try again: a failed request is one.</summary>
internal sealed class BalancedLoad : IDisposable
{
    // Longer than a gateway's two tries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ReadyGateways _gateways;
    private readonly EventBook _book;
    private readonly int _subscribers;
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { Timeout = Patience };
    private readonly string _run = RandomNumberGenerator.GetHexString(12, lowercase: true);

    public BalancedLoad(ReadyGateways gateways, EventBook book, int subscribers)
    {
        _gateways = gateways;
        _book = book;
        _subscribers = subscribers;
    }

    /// <summary>When a request that failed was due, and how it failed.</summary>
    public ConcurrentQueue<(long Due, string How)> Failures { get; } = [];

    /// <summary>The type of an event; one subscriber listens to it.</summary>
    public static string TypeOf(int subscriber) => string.Create(CultureInfo.InvariantCulture, $"chaos.s{subscriber}");

    /// <summary>Sends so many events; returns when all are answered or have failed.</summary>
    public async Task Run(int events, int perSecond, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        var sent = new Task[events];
        for (var number = 0; number < events; number++)
        {
            var due = start + (number * Stopwatch.Frequency / perSecond);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System, ct);
            }

            _book.NoteDue(number, due);
            sent[number] = Send(number, due);
        }

        await Task.WhenAll(sent);
    }

    public void Dispose() => _http.Dispose();

    private async Task Send(int number, long due)
    {
        var body = Body(number);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_gateways.Next(), "/in/chaos"));
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(
            "X-Signature",
            Convert.ToHexStringLower(HMACSHA256.HashData(BenchmarkSecrets.SourceKey, body))
        );
        try
        {
            using var answer = await _http.SendAsync(request, CancellationToken.None);
            _book.NoteAnswer(number, (int)answer.StatusCode);
            if ((int)answer.StatusCode != 202)
            {
                Failures.Enqueue((due, ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)));
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException)
        {
            _book.NoteAnswer(number, 0);
            Failures.Enqueue((due, broken is HttpRequestException http ? http.HttpRequestError.ToString() : "timeout"));
        }
    }

    private byte[] Body(int number)
    {
        var digits = number.ToString($"D{EventRequests.NumberDigits}", CultureInfo.InvariantCulture);
        var type = TypeOf(number % _subscribers);
        return Encoding.UTF8.GetBytes(
            $$"""{"id":"{{_run}}-{{digits}}","type":"{{type}}","n":"{{digits}}","order":"PO-{{digits}}"}"""
        );
    }
}
