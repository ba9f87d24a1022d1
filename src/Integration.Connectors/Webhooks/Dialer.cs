using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace Integration.Webhooks;

/// <summary>Opens connections: resolves the name, asks the guard about each address, dials those that pass in order.</summary>
/// <param name="guard">Judges each address right before it is dialled.</param>
/// <param name="resolve">Name resolution; addresses written as such do not need it.</param>
internal sealed class Dialer(DialGuard guard, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>The callback of <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="DialRefusedException">The guard refuses every address.</exception>
    /// <exception cref="SocketException">The name is unknown, or none of the addresses answers.</exception>
    internal async ValueTask<Stream> Dial(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var target = context.DnsEndPoint;
        // The resolver throws at 0.0.0.0 and ::, which the guard is there to judge.
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, ct);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        Exception failure = new DialRefusedException();
        foreach (var address in addresses.Where(guard.MayDial))
        {
            try
            {
                return await Connect(new IPEndPoint(address, target.Port), ct);
            }
            catch (SocketException e)
            {
                failure = e;
            }
        }

        ExceptionDispatchInfo.Throw(failure);
        throw failure;
    }

    private static async Task<Stream> Connect(IPEndPoint endPoint, CancellationToken ct)
    {
        // Without NoDelay a request of two segments waits for the receiver's delayed acknowledgement, 40 ms.
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
