using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Integration.Hosting;

/// <summary>Tells when the process cannot start because something listens on one of its ports already.</summary>
internal static class PortFault
{
    /// <summary>What to tell the user; null where the exception means something else.</summary>
    public static string? Of(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                return $"{exception.Message} Another program listens there: stop it, or choose other --urls or, of a silo, "
                    + "other Integration__Silo__Port and Integration__Silo__GatewayPort.";
            }
        }

        return null;
    }
}
