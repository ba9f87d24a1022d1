using System.Net;

namespace Integration.Benchmarks.ClusterChaos;

/// <summary>
/// Does what a load balancer does: asks the gateways for their readiness and gives requests by turns to those that say yes.
/// </summary>
internal sealed class ReadyGateways(IReadOnlyList<Uri> gateways) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { Timeout = Patience };
    private readonly bool[] _ready = new bool[gateways.Count];
    private int _turn;

    /// <summary>Asks until it is stopped.</summary>
    public Task Watch(CancellationToken ct) => Task.WhenAll(gateways.Select((_, number) => Watch(number, ct)));

    /// <summary>Where the next request goes; where none is ready, to the next all the same.</summary>
    public Uri Next()
    {
        var turn = (int)((uint)Interlocked.Increment(ref _turn) % gateways.Count);
        for (var i = 0; i < gateways.Count; i++)
        {
            var number = (turn + i) % gateways.Count;
            if (Volatile.Read(ref _ready[number]))
            {
                return gateways[number];
            }
        }

        return gateways[turn];
    }

    public void Dispose() => _http.Dispose();

    private async Task Watch(int number, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            Volatile.Write(ref _ready[number], await IsReady(gateways[number], ct));
            await Task.Delay(Between, TimeProvider.System, ct).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task<bool> IsReady(Uri gateway, CancellationToken ct)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(gateway, "/health/ready"), ct);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception refused) when (refused is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
