using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Integration.Json;

/// <summary>
/// Reads a request body into a record and reports everything that is wrong with it at once: unknown fields with the
/// nearest known name, wrong types, missing and repeated fields.
/// </summary>
public static class StrictJson
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>How many faulty fields are reported; the rest of the body is not looked at then.</summary>
    public const int MaxErrors = 100;

    /// <summary>
    /// Why no string of a text may be read, such as bytes that are not UTF-8; null when there is nothing. For those who
    /// parse a document themselves before they read its items: the parser does not look into strings.
    /// </summary>
    public static MalformedJson? Check(ReadOnlySpan<byte> body) => JsonText.Check(body);

    /// <summary>Reads a body.</summary>
    /// <param name="body">UTF-8 without a byte order mark.</param>
    /// <param name="options">How names and values are written; <see cref="WireJson.Options"/> when null.</param>
    /// <typeparam name="T">
    /// A record; its <c>required</c> members must be there. Members of type <see cref="JsonElement"/> take any value.
    /// </typeparam>
    public static StrictJsonResult<T> Read<T>(ReadOnlyMemory<byte> body, JsonSerializerOptions? options = null)
        where T : class
    {
        if (JsonText.Check(body.Span) is { } unreadable)
            return new StrictJsonResult<T> { Malformed = unreadable };
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read<T>(document.RootElement, options ?? WireJson.Options);
        }
        catch (JsonException e)
        {
            return new StrictJsonResult<T> { Malformed = JsonText.From(e) };
        }
    }

    /// <summary>Reads one value of a document, such as one item of a batch that is judged item by item.</summary>
    /// <param name="value">The value.</param>
    /// <param name="options">How names and values are written.</param>
    /// <typeparam name="T">As above.</typeparam>
    public static StrictJsonResult<T> Read<T>(JsonElement value, JsonSerializerOptions options)
        where T : class
    {
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var walk = new StrictWalk(options);
        walk.Visit(value, type, path: "");
        if (walk.Errors.Count > 0)
            return Refused<T>(walk.Errors, walk.HasUnknownField);
        try
        {
            return new StrictJsonResult<T> { Value = value.Deserialize(type) };
        }
        catch (JsonException e)
        {
            // A converter refused what the walk let pass. Its path is data, its message may quote the body.
            var path = e.Path is { Length: > 2 } p ? p[2..] : StrictWalk.Root;
            return Refused<T>(new Dictionary<string, List<string>> { [path] = ["is not valid"] }, false);
        }
    }

    private static StrictJsonResult<T> Refused<T>(Dictionary<string, List<string>> errors, bool unknownField)
        where T : class =>
        new()
        {
            Errors = errors.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal),
            HasUnknownField = unknownField,
        };
}
