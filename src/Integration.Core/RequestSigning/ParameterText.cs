using System.Text;

namespace Integration.RequestSigning;

/// <summary>The text of a request's fields that the Chinese open platforms sign.</summary>
public static class ParameterText
{
    /// <summary>The field that carries the signature and is never part of the text.</summary>
    public const string SignField = "sign";

    /// <summary>
    /// Names and raw values joined without separators, sorted by name (ordinal); <c>sign</c> is left out. A name that
    /// occurs twice keeps the given order.
    /// </summary>
    public static string Join(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder();
        var signed = fields.Where(static field => !string.Equals(field.Key, SignField, StringComparison.Ordinal));
        foreach (var (name, value) in signed.OrderBy(static field => field.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

        return text.ToString();
    }
}
