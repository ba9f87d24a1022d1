using System.Net;
using System.Net.Sockets;

namespace Integration.Sandbox.Receivers;

/// <summary>
/// A port that refuses connections: it is bound, so that nobody else gets it, but nobody listens.
/// </summary>
internal sealed class DeadReceiver : IReceiver
{
    private readonly Socket _socket;

    public DeadReceiver(Uri url)
    {
        var address = IPAddress.TryParse(url.Host, out var parsed) ? parsed : IPAddress.Loopback;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(new IPEndPoint(address, url.Port));
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        Url = $"http://{_socket.LocalEndPoint}";
    }

    public string Url { get; }

    public ReceiverCounts Counts { get; } = new();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
