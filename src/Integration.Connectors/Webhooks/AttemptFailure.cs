using System.Net.Sockets;
using System.Security.Authentication;
using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>Tells the kind of a failure from the types and codes of exceptions, never from their messages.</summary>
internal static class AttemptFailure
{
    /// <summary>The kind of a failure of the handler or of reading the body; null for what is a bug.</summary>
    internal static AttemptErrorKind? KindOf(Exception exception) =>
        exception switch
        {
            // The handler calls everything that the connect callback throws a connection error: what it was lies inside.
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError,
                InnerException: DialRefusedException or SocketException
            } => KindOf(exception.InnerException),
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } request => KindOf(
                request.HttpRequestError
            ),
            HttpIOException { HttpRequestError: not HttpRequestError.Unknown } io => KindOf(io.HttpRequestError),
            DialRefusedException => AttemptErrorKind.Blocked,
            AuthenticationException => AttemptErrorKind.Tls,
            SocketException socket => KindOf(socket.SocketErrorCode),
            // The connect time-out of the handler, which is not the attempt's.
            OperationCanceledException => AttemptErrorKind.Timeout,
            HttpRequestException { InnerException: null } => AttemptErrorKind.Protocol,
            IOException { InnerException: null } => AttemptErrorKind.Connect,
            HttpRequestException or IOException => KindOf(exception.InnerException),
            NotSupportedException => AttemptErrorKind.Protocol,
            _ => null,
        };

    private static AttemptErrorKind KindOf(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.NameResolutionError => AttemptErrorKind.Dns,
            HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded => AttemptErrorKind.Connect,
            HttpRequestError.SecureConnectionError => AttemptErrorKind.Tls,
            _ => AttemptErrorKind.Protocol,
        };

    private static AttemptErrorKind KindOf(SocketError code) =>
        code is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery
            ? AttemptErrorKind.Dns
            : AttemptErrorKind.Connect;
}
