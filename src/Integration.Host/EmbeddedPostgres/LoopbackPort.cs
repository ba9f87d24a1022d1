using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Integration.EmbeddedPostgres;

/// <summary>
/// Chooses the server's port. The one of the last start is kept, so that a connection string stays good; a new one
/// lies below the range that the kernel gives to outgoing connections, or one of those could take it while the
/// server is restarted.
/// </summary>
internal static class LoopbackPort
{
    private const int Lowest = 15432;
    private const int DefaultLimit = 32768;
    private const int Tries = 200;

    /// <summary>The port of the last start; null where none was written.</summary>
    public static int? Remembered(string file) =>
        File.Exists(file)
        && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= ushort.MaxValue
            ? port
            : null;

    /// <summary>Writes the port down for the next start.</summary>
    public static void Remember(string file, int port) =>
        File.WriteAllText(file, port.ToString(CultureInfo.InvariantCulture));

    /// <summary>A port that nobody listens on.</summary>
    public static int Choose(Random random)
    {
        var limit = Math.Max(OutgoingRangeStart(), Lowest + 1);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var port = random.Next(Lowest, limit);
            if (IsFree(port))
            {
                return port;
            }
        }

        return FromKernel();
    }

    /// <summary>Whether the port can be bound on 127.0.0.1.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FromKernel()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int OutgoingRangeStart()
    {
        const string File = "/proc/sys/net/ipv4/ip_local_port_range";
        return
            System.IO.File.Exists(File)
            && int.TryParse(System.IO.File.ReadAllText(File).Split((char[])[' ', '\t'])[0], out var start)
            ? start
            : DefaultLimit;
    }
}
