using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>
/// Sentences for operators. Only scheme, host and port of the URL are named: path and query often hold secrets.
/// </summary>
internal static class AttemptMessages
{
    internal static string Failed(AttemptErrorKind kind, Uri url) =>
        kind switch
        {
            AttemptErrorKind.Dns => $"The name {url.IdnHost} could not be resolved.",
            AttemptErrorKind.Connect =>
                $"The connection to {Server(url)} could not be opened, or it was cut before the whole answer came.",
            AttemptErrorKind.Tls => $"The TLS handshake with {Server(url)} failed; check its certificate.",
            AttemptErrorKind.Timeout => $"No connection to {Server(url)} could be opened in time.",
            AttemptErrorKind.Blocked =>
                $"{url.IdnHost} leads only to addresses that must not be dialled; an operator can allow them.",
            _ => $"{Server(url)} did not answer with valid HTTP.",
        };

    internal static string TimedOut(int? status, TimeSpan timeout, Uri url)
    {
        var seconds = timeout.TotalSeconds;
        return status is null
            ? $"{Server(url)} did not answer within {seconds:0.###} s."
            : $"{Server(url)} answered {status}, but its answer did not end within {seconds:0.###} s.";
    }

    internal static string Redirected(int status, Uri url) =>
        $"{Server(url)} answered {status}: redirects are not followed, set the subscriber's URL to the final address.";

    internal static string Refused(int status, Uri url) => $"{Server(url)} answered {status}.";

    private static string Server(Uri url) => url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
