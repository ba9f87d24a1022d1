using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Integration.Benchmarks.Load;

/// <summary>
/// One keep-alive connection that sends prepared requests and reads answers. Written by hand because the generator shares the
/// processors with what it measures: an HttpClient costs several times as much.
/// </summary>
internal sealed class SenderConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Opens a connection to a port of this machine.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static SenderConnection Open(int port)
    {
        var connection = new SenderConnection();
        try
        {
            connection._socket.Connect(IPAddress.Loopback, port);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Hands a request to the kernel; it fits into the socket's buffer.</summary>
    public void Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[_socket.Send(request)..];
        }
    }

    /// <summary>Reads one whole answer and returns its status.</summary>
    /// <exception cref="IOException">The connection ended before the answer did.</exception>
    public async ValueTask<int> ReadStatus()
    {
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The connection was closed before the answer.");
            }

            length += read;
            if (TryParse(_buffer.AsSpan(0, length), out var status))
            {
                return status;
            }

            if (length == _buffer.Length)
            {
                throw new IOException("The answer is longer than any that is expected.");
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool TryParse(ReadOnlySpan<byte> answer, out int status)
    {
        status = 0;
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0 || !Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out status, out _))
        {
            return false;
        }

        var body = answer[(head + 4)..];
        var mark = answer[..head].IndexOf("Content-Length: "u8);
        return mark < 0
            // Without a length it is chunked, and nothing follows the last chunk.
            ? body.EndsWith("0\r\n\r\n"u8)
            : Utf8Parser.TryParse(answer[(mark + "Content-Length: ".Length)..], out int length, out _)
                && body.Length >= length;
    }
}
