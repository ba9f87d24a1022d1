namespace Integration.Platforms;

/// <summary>Links to the pages on which people authorise apps.</summary>
internal static class AuthorisationLink
{
    /// <summary>The page with these fields in its query; a field without a value is left out.</summary>
    public static Uri Of(Uri page, params IEnumerable<(string Name, string? Value)> fields)
    {
        var query = fields
            .Where(static field => !string.IsNullOrEmpty(field.Value))
            .Select(static field => $"{field.Name}={Uri.EscapeDataString(field.Value!)}");
        return new($"{page}?{string.Join('&', query)}");
    }

    /// <summary>The page with the fields of OAuth 2.0 (RFC 6749, 4.1.1).</summary>
    public static Uri OAuth(Uri page, AccountCredentials account, Uri redirectUri, string? state) =>
        Of(
            page,
            ("response_type", "code"),
            ("client_id", account.AppKey),
            ("redirect_uri", redirectUri.OriginalString),
            ("state", state)
        );
}
