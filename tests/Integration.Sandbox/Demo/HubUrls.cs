using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Integration.Sandbox.Demo;

/// <summary>Where the hub listens, and where it is reached from here.</summary>
internal sealed class HubUrls
{
    private readonly IReadOnlyList<(string Text, string Host, int Port)> _all;

    private HubUrls(string text, IReadOnlyList<(string Text, string Host, int Port)> all)
    {
        Text = text;
        _all = all;
        var (first, host, port) = all[0];
        var reached = host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : host;
        Base = new Uri($"{first[..first.IndexOf(':', StringComparison.Ordinal)]}://{reached}:{port}/");
    }

    /// <summary>As given.</summary>
    public string Text { get; }

    /// <summary>The first address, as this machine reaches it.</summary>
    public Uri Base { get; }

    /// <summary>Reads addresses separated by <c>;</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HubUrls? urls, out string? fault)
    {
        urls = null;
        fault = null;
        var all = new List<(string, string, int)>();
        foreach (var one in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // * and + are Kestrel's; a URI knows neither.
            var readable = one.Replace("://*", "://0.0.0.0", StringComparison.Ordinal)
                .Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
            {
                fault = $"--urls: '{one}' is no http address such as http://127.0.0.1:8080.";
                return false;
            }

            if (uri.Port == 0)
            {
                fault = "--urls: the demo must know its port, 0 is none.";
                return false;
            }

            all.Add((one, uri.Host, uri.Port));
        }

        fault = all.Count == 0 ? "--urls: give at least one address." : null;
        urls = all.Count == 0 ? null : new HubUrls(text, all);
        return urls is not null;
    }

    /// <summary>Why an address cannot be listened on, in one line; null when all can.</summary>
    public async Task<string?> Fault(CancellationToken cancellation)
    {
        foreach (var (text, host, port) in _all)
        {
            foreach (var address in await Addresses(host, cancellation))
            {
                if (Refusal(address, port) is { } refusal)
                {
                    return refusal == SocketError.AddressAlreadyInUse
                        ? $"Port {port} is taken: another program listens on {text}. Stop it, or choose another "
                            + $"port with --urls http://127.0.0.1:{Free()}"
                        : $"{text} cannot be listened on ({refusal}). Choose another address with --urls.";
                }
            }
        }

        return null;
    }

    private static async Task<IPAddress[]> Addresses(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return [address];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellation);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private static SocketError? Refusal(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return null;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
