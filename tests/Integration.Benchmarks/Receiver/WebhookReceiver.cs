using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Receiver;

/// <summary>
/// The partners: verifies what arrives, notes it in the book and answers 200. The path <c>/s/N</c> says which subscriber a
/// request is for. A small server of its own, because it shares the processors with what is measured.
/// </summary>
internal sealed class WebhookReceiver : IDisposable
{
    private static readonly byte[] Ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ReceiverBehaviour _behaviour;

    /// <summary>Starts listening on a free port.</summary>
    public WebhookReceiver(EventBook book, ReceiverBehaviour? behaviour = null)
    {
        Book = book;
        _behaviour = behaviour ?? ReceiverBehaviour.Healthy;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _ = Accept();
    }

    /// <summary>Where arrivals are noted. Programs measured in turn each bring a new one.</summary>
    public EventBook Book { get; set; }

    /// <summary>The address of a subscriber.</summary>
    public string UrlOf(int subscriber) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/s/{subscriber}"
        );

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(_stop.Token);
                socket.NoDelay = true;
                _ = Serve(socket);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The receiver was disposed.
        }
    }

    private async Task Serve(Socket socket)
    {
        using var owned = socket;
        var buffer = new byte[32 * 1024];
        var length = 0;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), _stop.Token);
                if (read == 0)
                {
                    return;
                }

                length += read;
                while (Take(buffer.AsSpan(0, length)) is var taken and > 0)
                {
                    buffer.AsSpan(taken, length - taken).CopyTo(buffer);
                    length -= taken;
                    await Answer(socket);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // The other side, or this one, has gone.
        }
    }

    private async ValueTask Answer(Socket socket)
    {
        if (_behaviour.AnswersAfter is { } delay)
        {
            await Task.Delay(delay, TimeProvider.System, _stop.Token);
        }

        await socket.SendAsync(Ok, _stop.Token);
    }

    // Notes a whole request and returns its length, 0 while it is not there yet.
    private int Take(ReadOnlySpan<byte> buffer)
    {
        if (!ReceivedRequest.TryRead(buffer, out var request))
        {
            return 0;
        }

        if (_behaviour.Counts)
        {
            var at = Stopwatch.GetTimestamp();
            var signed = DeliveryCheck.IsSigned(
                request.Header("webhook-id"),
                request.Header("webhook-timestamp"),
                request.Header("webhook-signature"),
                request.Body
            );
            var known = Utf8Parser.TryParse(request.Path["/s/".Length..], out int subscriber, out _);
            Book.NoteArrival(known ? subscriber : int.MaxValue, DeliveryCheck.NumberOf(request.Body), at, signed);
        }

        return request.Length;
    }
}
