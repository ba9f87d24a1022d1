using System.Net;
using System.Net.Sockets;

namespace Integration.Webhooks;

/// <summary>An address where nothing answers: its queue of connections is full and nobody takes from it.</summary>
internal sealed class SilentAddress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private readonly List<Socket> _sockets = [];

    private SilentAddress() { }

    public int Port => ((IPEndPoint)_sockets[0].LocalEndPoint!).Port;

    public static async Task<SilentAddress> At(IPAddress address, int port)
    {
        var silent = new SilentAddress();
        var listener = silent.Open();
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(0);
        while (true)
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            try
            {
                await silent.Open().ConnectAsync(listener.LocalEndPoint!, patience.Token);
            }
            catch (OperationCanceledException)
            {
                return silent;
            }
        }
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        return socket;
    }
}
