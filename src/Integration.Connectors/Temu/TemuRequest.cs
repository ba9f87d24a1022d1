using System.Net.Http.Headers;
using System.Text.Json;
using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Temu;

/// <summary>A signed request: all fields beside each other in one JSON object.</summary>
internal static class TemuRequest
{
    /// <summary>All fields of a call with its signature.</summary>
    /// <param name="account">Signs it.</param>
    /// <param name="type">The call's name.</param>
    /// <param name="now">Its timestamp, whole seconds.</param>
    /// <param name="fields">The call's own fields.</param>
    public static Dictionary<string, TemuField> Signed(
        AccountCredentials account,
        string type,
        DateTimeOffset now,
        IReadOnlyDictionary<string, TemuField> fields
    )
    {
        var all = new Dictionary<string, TemuField>(fields, StringComparer.Ordinal)
        {
            ["type"] = TemuField.Of(type),
            ["app_key"] = TemuField.Of(account.AppKey),
            ["timestamp"] = TemuField.Of(now.ToUnixTimeSeconds()),
            ["data_type"] = TemuField.Of("JSON"),
        };
        if (account.AccessToken is { } token)
        {
            all["access_token"] = TemuField.Of(token);
        }

        var texts = all.Select(static field => KeyValuePair.Create(field.Key, field.Value.Text));
        all[ParameterText.SignField] = TemuField.Of(TopSignature.Sign(TopSignMethod.Md5, texts, account.AppSecret));
        return all;
    }

    /// <summary>The request with these fields.</summary>
    public static HttpRequestMessage Post(Uri url, IReadOnlyDictionary<string, TemuField> fields)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Body(fields)) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        return message;
    }

    private static byte[] Body(IReadOnlyDictionary<string, TemuField> fields)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var (name, field) in fields)
            {
                writer.WritePropertyName(name);
                if (field.IsString)
                {
                    writer.WriteStringValue(field.Text);
                }
                else
                {
                    writer.WriteRawValue(field.Text);
                }
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
