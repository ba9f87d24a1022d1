using System.Net;
using System.Text;
using System.Text.Json;

namespace Integration.Formats;

/// <summary>Writes <c>application/x-www-form-urlencoded</c> as an object of its fields; a repeated field becomes an array.</summary>
internal static class FormData
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> form)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in Encoding.UTF8.GetString(form).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
            (fields.TryGetValue(name, out var values) ? values : fields[name] = []).Add(value);
        }

        writer.WriteStartObject();
        foreach (var (name, values) in fields)
        {
            if (values.Count == 1)
            {
                writer.WriteString(name, values[0]);
                continue;
            }

            writer.WriteStartArray(name);
            values.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
