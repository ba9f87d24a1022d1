namespace Integration.Calls;

/// <summary>
/// Which configured addresses may be given something to send: platforms, channels of notices, the monitor outside. Most of them hold a
/// secret, and so does what is sent.
/// </summary>
internal static class SafeAddress
{
    /// <summary>Absolute, without user name, and <c>https</c>; <c>http</c> only to this machine.</summary>
    internal static bool IsSafe(Uri url) =>
        url.IsAbsoluteUri
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
