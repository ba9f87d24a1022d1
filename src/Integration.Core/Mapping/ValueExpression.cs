using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using DevLab.JmesPath;
using DevLab.JmesPath.Expressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Integration.Mapping;

/// <summary>
/// One expression of a mapping. Paths such as <c>data.order.id</c> or <c>items[0].sku</c>, which nearly all are, are followed
/// in the parsed document; everything else is left to the JMESPath library, which reads the payload once more.
/// </summary>
internal sealed partial class ValueExpression
{
    private const string HeaderPrefix = "header:";
    private const int MaxLength = 500;
    private readonly string? _header;
    private readonly PathStep[]? _path;
    private readonly JmesPathExpression? _expression;

    private ValueExpression(string? header, PathStep[]? path, JmesPathExpression? expression)
    {
        _header = header;
        _path = path;
        _expression = expression;
    }

    public static bool TryCompile(
        string text,
        [NotNullWhen(true)] out ValueExpression? compiled,
        [NotNullWhen(false)] out string? fault
    )
    {
        compiled = null;
        fault = null;
        if (text.Length is 0 or > MaxLength || text.Contains('\0'))
        {
            fault = $"1 to {MaxLength} characters, no NUL.";
        }
        else if (text.StartsWith(HeaderPrefix, StringComparison.Ordinal))
        {
            var name = text[HeaderPrefix.Length..];
            compiled = HeaderName().IsMatch(name) ? new ValueExpression(name, null, null) : null;
            fault = compiled is null ? "header: and the name of a header, such as header:X-Event-Type." : null;
        }
        else if (PathStep.TryParse(text, out var path))
        {
            compiled = new ValueExpression(null, path, null);
        }
        else
        {
            compiled = CompileJmesPath(text);
            fault = compiled is null ? "Not a JMESPath expression, see https://jmespath.org." : null;
        }

        return compiled is not null;
    }

    /// <summary>The value as text; null where there is none, or none that is a string, a number or a boolean.</summary>
    public string? Read(PayloadDocument payload, Func<string, string?> header)
    {
        if (_header is not null)
        {
            return header(_header);
        }

        if (payload.Root is not { } root)
        {
            return null;
        }

        return _path is not null ? PathStep.Follow(root, _path) : ReadJmesPath(root);
    }

    private static ValueExpression? CompileJmesPath(string text)
    {
        try
        {
            return new ValueExpression(null, null, new JmesPath().Parse(text));
        }
        catch (Exception)
        {
            // The library has no type of its own for "cannot be parsed": whatever it throws means that.
            return null;
        }
    }

    private string? ReadJmesPath(JsonElement root)
    {
        try
        {
            var value = _expression!.Transform(Tree(root.GetRawText())).AsJToken();
            return value.Type switch
            {
                JTokenType.String => value.Value<string>(),
                JTokenType.Integer or JTokenType.Float => value.ToString(Formatting.None),
                JTokenType.Boolean => value.Value<bool>() ? "true" : "false",
                _ => null,
            };
        }
        catch (Exception)
        {
            // A function that met a value of another type: for this payload there is no such attribute.
            return null;
        }
    }

    // 1.50 may be a version: a decimal keeps its zeros, a double does not.
    private static JToken Tree(string json)
    {
        try
        {
            return Tree(json, FloatParseHandling.Decimal);
        }
        catch (JsonReaderException)
        {
            // Somewhere stands a number that no decimal can hold.
            return Tree(json, FloatParseHandling.Double);
        }
    }

    private static JToken Tree(string json, FloatParseHandling floats)
    {
        // Dates stay the text that they are.
        using var reader = new JsonTextReader(new StringReader(json))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = floats,
        };
        return JToken.ReadFrom(reader);
    }

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeaderName();
}
