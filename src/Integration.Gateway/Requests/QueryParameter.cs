using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Integration.Requests;

/// <summary>A parameter of an endpoint's query, for the API's description.</summary>
/// <param name="Name">The name.</param>
/// <param name="Schema">What it may be.</param>
/// <param name="Description">What it does; null where it is a filter by the field of its name.</param>
/// <param name="IsRequired">Whether there is no answer without it.</param>
internal sealed record QueryParameter(
    string Name,
    OpenApiSchema Schema,
    string? Description = null,
    bool IsRequired = false
)
{
    /// <summary>A text.</summary>
    public static OpenApiSchema Text => new() { Type = JsonSchemaType.String, MaxLength = QueryReader.MaxText };

    /// <summary>An instant.</summary>
    public static OpenApiSchema Instant => new() { Type = JsonSchemaType.String, Format = "date-time" };

    /// <summary>An id that we made.</summary>
    public static OpenApiSchema Id => new() { Type = JsonSchemaType.String, Format = "uuid" };

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static OpenApiSchema Flag => new() { Type = JsonSchemaType.Boolean };

    /// <summary>A duration such as <c>1h</c>.</summary>
    public static OpenApiSchema Duration => new() { Type = JsonSchemaType.String, Pattern = "^[0-9]+(ms|s|m|h|d)$" };

    /// <summary>A whole number.</summary>
    public static OpenApiSchema Number(int least, int most, int otherwise) =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = $"{least}",
            Maximum = $"{most}",
            Default = otherwise,
        };

    /// <summary>One of some words.</summary>
    public static OpenApiSchema OneOf(IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(static one => (JsonNode)one)] };

    /// <summary>The parameter as the description has it.</summary>
    public OpenApiParameter Describe() =>
        new()
        {
            Name = Name,
            In = ParameterLocation.Query,
            Required = IsRequired,
            Schema = Schema,
            Description = Description,
        };
}
