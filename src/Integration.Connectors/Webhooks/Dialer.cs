using System.Net;
using System.Net.Sockets;

namespace Integration.Webhooks;

/// <summary>
/// Opens connections: resolves the name, asks the guard about each address, dials those that pass in order. An address has
/// a head start; while it is silent the next one is dialled beside it, and the first connection wins (RFC 8305).
/// </summary>
/// <param name="guard">Judges each address right before it is dialled.</param>
/// <param name="resolve">Name resolution; addresses written as such do not need it.</param>
/// <param name="headStart">How long an address may be silent before the next one is dialled.</param>
/// <param name="time">For the head start.</param>
internal sealed class Dialer(
    DialGuard guard,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    TimeSpan headStart,
    TimeProvider time
)
{
    /// <summary>The callback of <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="DialRefusedException">The guard refuses every address.</exception>
    /// <exception cref="SocketException">The name is unknown, or none of the addresses answers.</exception>
    internal ValueTask<Stream> Dial(SocketsHttpConnectionContext context, CancellationToken ct) =>
        Dial(context.DnsEndPoint, ct);

    /// <summary>Opens a connection for whatever protocol.</summary>
    /// <inheritdoc cref="Dial(SocketsHttpConnectionContext, CancellationToken)" path="/exception"/>
    internal async ValueTask<Stream> Dial(DnsEndPoint target, CancellationToken ct)
    {
        // The resolver throws at 0.0.0.0 and ::, which the guard is there to judge.
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, ct);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var allowed = Array.FindAll(addresses, guard.MayDial);
        return allowed.Length switch
        {
            0 => throw new DialRefusedException(),
            1 => await Connect(new IPEndPoint(allowed[0], target.Port), ct),
            _ => await Race(allowed, target.Port, ct),
        };
    }

    private async Task<Stream> Race(IPAddress[] addresses, int port, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var dials = new List<Task<Stream>>(addresses.Length);
        try
        {
            for (var next = 0; ; )
            {
                if (next < addresses.Length)
                {
                    dials.Add(Connect(new IPEndPoint(addresses[next++], port), over.Token));
                }

                // After the last address there is nothing to wait for but the dials.
                var wait = next < addresses.Length ? headStart : Timeout.InfiniteTimeSpan;
                var ended = await Task.WhenAny([.. dials, Silence(wait, over.Token)]);
                // With the caller's own token, by which it knows its time-out.
                ct.ThrowIfCancellationRequested();
                if (ended is not Task<Stream> dial)
                {
                    continue;
                }

                dials.Remove(dial);
                if (dial.IsCompletedSuccessfully || (dials.Count == 0 && next == addresses.Length))
                {
                    return await dial;
                }
            }
        }
        finally
        {
            await over.CancelAsync();
            foreach (var dial in dials)
            {
                _ = Hangup(dial);
            }
        }
    }

    // Ends without an exception when the race is over: nobody waits for it then.
    private async Task Silence(TimeSpan wait, CancellationToken over) =>
        await Task.Delay(wait, time, over).ContinueWith(static _ => { }, TaskScheduler.Default);

    private static async Task Hangup(Task<Stream> loser)
    {
        try
        {
            await using var stream = await loser;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // It lost the race, as it should.
        }
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
