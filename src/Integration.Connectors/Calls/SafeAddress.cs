namespace Integration.Notices;

/// <summary>Which addresses may be given something to send: most of them hold a secret, and so does what is sent.</summary>
internal static class NoticeAddress
{
    /// <summary>Absolute, without user name, and <c>https</c>; <c>http</c> only to this machine.</summary>
    internal static bool IsSafe(Uri url) =>
        url.IsAbsoluteUri
        && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
