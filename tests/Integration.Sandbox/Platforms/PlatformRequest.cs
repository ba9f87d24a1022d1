using System.Text.Json;

namespace Integration.Sandbox.Platforms;

/// <summary>A request as the platforms see it: an address and named texts, from query, form or JSON object alike.</summary>
internal sealed class PlatformRequest
{
    private PlatformRequest(string method, string path, Dictionary<string, string> parameters)
    {
        Method = method;
        Path = path;
        Parameters = parameters;
    }

    public string Method { get; }

    /// <summary>As it was sent, from the first slash, without the query.</summary>
    public string Path { get; }

    /// <summary>Decoded. Of a name that comes twice the first counts; the query comes before the body.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The value of a parameter; null where it is missing or empty.</summary>
    public string? this[string name] => Parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Reads a request to its end.</summary>
    /// <exception cref="InvalidDataException">The form cannot be read.</exception>
    /// <exception cref="JsonException">The body is no JSON object.</exception>
    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async Task<PlatformRequest> Read(HttpRequest request, CancellationToken cancel)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            parameters.TryAdd(name, values.FirstOrDefault() ?? "");
        }

        if (request.HasFormContentType)
        {
            foreach (var (name, values) in await request.ReadFormAsync(cancel))
            {
                parameters.TryAdd(name, values.FirstOrDefault() ?? "");
            }
        }
        else if (request.HasJsonContentType())
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancel);
            foreach (var (name, value) in TextsOf(document.RootElement))
            {
                parameters.TryAdd(name, value);
            }
        }

        return new PlatformRequest(request.Method, request.Path.Value ?? "/", parameters);
    }

    /// <summary>A request that was not sent, for signing.</summary>
    public static PlatformRequest Of(string path, IEnumerable<KeyValuePair<string, string>> parameters) =>
        new("POST", path, new Dictionary<string, string>(parameters, StringComparer.Ordinal));

    private static IEnumerable<(string Name, string Value)> TextsOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The body is no object.");
        }

        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            {
                yield return (
                    property.Name,
                    property.Value.ValueKind == JsonValueKind.String
                        ? property.Value.GetString()!
                        : property.Value.GetRawText()
                );
            }
        }
    }
}
