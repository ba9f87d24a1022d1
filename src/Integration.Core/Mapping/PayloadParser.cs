using System.Text.Json;
using System.Text.Unicode;
using Integration.Formats;

namespace Integration.Mapping;

/// <summary>Reads a payload by its content type: JSON strictly and within limits, a form, or bytes as they are.</summary>
public sealed class PayloadParser(PayloadLimits limits)
{
    /// <summary>Parses a payload.</summary>
    /// <param name="contentType">The <c>Content-Type</c> header; null counts as JSON where it is JSON.</param>
    /// <param name="body">The raw bytes; not copied, they must not change while the document lives.</param>
    public PayloadParse Parse(string? contentType, ReadOnlyMemory<byte> body)
    {
        var media = MediaType(contentType);
        if (media.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            return new PayloadParse(new PayloadDocument(PayloadForm.Form, FormOf(body)), null, null);
        }

        if (IsJson(media))
        {
            return ParseJson(body);
        }

        if (media.Length > 0)
        {
            return new PayloadParse(new PayloadDocument(PayloadForm.Binary, null), null, null);
        }

        // Nothing is said: JSON where it is JSON, else bytes.
        var guess = ParseJson(body);
        return guess.Succeeded ? guess : new PayloadParse(new PayloadDocument(PayloadForm.Binary, null), null, null);
    }

    private static ReadOnlySpan<char> MediaType(string? contentType)
    {
        var media = contentType.AsSpan();
        var end = media.IndexOf(';');
        return (end < 0 ? media : media[..end]).Trim();
    }

    private static bool IsJson(ReadOnlySpan<char> media) =>
        media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || media.Equals("text/json", StringComparison.OrdinalIgnoreCase)
        || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private static JsonDocument FormOf(ReadOnlyMemory<byte> body)
    {
        var json = PayloadData.Read(body, PayloadShape.Form);
        return JsonDocument.Parse(json.GetRawText());
    }

    private PayloadParse ParseJson(ReadOnlyMemory<byte> body)
    {
        // The reader does not look into strings, and subscribers get them as they are.
        if (!Utf8.IsValid(body.Span))
        {
            return new PayloadParse(null, "invalid-json", "The content type says JSON, but the body is not UTF-8.");
        }

        if (Fault(body.Span) is { } fault)
        {
            return fault;
        }

        try
        {
            return new PayloadParse(
                new PayloadDocument(
                    PayloadForm.Json,
                    JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = limits.MaxDepth })
                ),
                null,
                null
            );
        }
        catch (JsonException e)
        {
            return Invalid(e);
        }
    }

    // One pass over the tokens: cheap beside building the document, and nothing is built from what is refused.
    private PayloadParse? Fault(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.MaxDepth + 1 });
        var tokens = 0;
        try
        {
            while (reader.Read())
            {
                if (
                    reader.CurrentDepth >= limits.MaxDepth
                    && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject
                )
                {
                    return new PayloadParse(null, "json-too-deep", $"JSON may nest {limits.MaxDepth} levels at most.");
                }

                if (++tokens > limits.MaxTokens)
                {
                    return new PayloadParse(
                        null,
                        "json-too-complex",
                        $"JSON may have {limits.MaxTokens} tokens at most."
                    );
                }

                if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length > limits.MaxNumberLength)
                {
                    return new PayloadParse(
                        null,
                        "json-too-complex",
                        $"A number may have {limits.MaxNumberLength} characters at most."
                    );
                }
            }

            return null;
        }
        catch (JsonException e)
        {
            return Invalid(e);
        }
    }

    private static PayloadParse Invalid(JsonException e) =>
        new(
            null,
            "invalid-json",
            $"The content type says JSON, but the body stops being JSON in line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."
        );
}
