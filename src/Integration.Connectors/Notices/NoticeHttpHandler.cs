using System.Net;
using Integration.Webhooks;

namespace Integration.Notices;

/// <summary>The handler that channels' clients are made of.</summary>
public static class NoticeHttpHandler
{
    /// <summary>
    /// A handler that asks the guard about every address, follows no redirects, decompresses nothing, and neither logs nor traces:
    /// the paths and queries of robots are their passwords. A client made by a factory must have the factory's loggers removed.
    /// </summary>
    /// <param name="guard">Asked about every address that is dialled.</param>
    /// <param name="time">For the head start of addresses.</param>
    public static SocketsHttpHandler Create(DialGuard guard, TimeProvider time)
    {
        var dialer = Dialer(guard, time);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            // Without a propagator the handler makes no span either, which would have the address in it.
            ActivityHeadersPropagator = null,
            ConnectCallback = dialer.Dial,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 32,
            // A body beyond the limit is not read to save its connection: the limit would be none.
            MaxResponseDrainSize = 0,
        };
    }

    /// <summary>What opens the connections of channels, whatever they speak.</summary>
    internal static Dialer Dialer(DialGuard guard, TimeProvider time) =>
        new(guard, Dns.GetHostAddressesAsync, TimeSpan.FromMilliseconds(250), time);
}
