namespace Integration.Calls;

/// <summary>Requests with their fields as a form, as all four platforms take them.</summary>
internal static class FormRequest
{
    /// <summary>A POST with the fields in <c>application/x-www-form-urlencoded</c>, UTF-8.</summary>
    public static HttpRequestMessage Post(Uri url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields) };
        message.Content.Headers.ContentType!.CharSet = "utf-8";
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        return message;
    }

    /// <summary>The fields that have a value: platforms differ in whether an empty one is signed, so none is sent.</summary>
    public static Dictionary<string, string> Fields(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
            {
                found.Add(name, value);
            }
        }

        return found;
    }
}
