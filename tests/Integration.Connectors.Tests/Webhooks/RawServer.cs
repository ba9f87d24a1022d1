using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Integration.Webhooks;

/// <summary>A server of bare sockets: it answers what a test says, valid HTTP or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly bool _readsRequest;
    private readonly Task _running;
    private int _connections;

    public RawServer(Func<NetworkStream, CancellationToken, Task> answer, bool readsRequest = true)
    {
        _answer = answer;
        _readsRequest = readsRequest;
        _listener.Start();
        _running = Accept();
    }

    public RawServer(string answer)
        : this((stream, ct) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), ct).AsTask()) { }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public Uri Url => new($"http://127.0.0.1:{Port}/hooks?key=hidden");

    /// <summary>The first request, head and body, one byte a character.</summary>
    public Task<string> Request => _request.Task;

    public static string Answer(string status, string headers = "", string body = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                // Counted before it is answered: a sender that has its answer must find itself counted.
                Interlocked.Increment(ref _connections);
                open.Add(Serve(client));
            }
        }
        catch (Exception e)
            when (_stop.IsCancellationRequested
                && e is OperationCanceledException or InvalidOperationException or SocketException
            )
        {
            // The test is over; the listener may be gone before the loop comes to wait for the next connection.
        }

        await Task.WhenAll(open);
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (_readsRequest)
                {
                    _request.TrySetResult(await Read(stream));
                }

                await _answer(stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The sender has hung up, which is what some tests want, or the test is over.
            }
        }
    }

    private async Task<string> Read(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (!IsWhole(text.ToString()))
        {
            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                break;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        const string name = "Content-Length: ";
        var at = request.IndexOf(name, StringComparison.OrdinalIgnoreCase) + name.Length;
        var length = int.Parse(
            request[at..request.IndexOf('\r', at)],
            System.Globalization.CultureInfo.InvariantCulture
        );
        return request.Length >= head + 4 + length;
    }
}
