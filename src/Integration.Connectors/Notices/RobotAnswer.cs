using System.Globalization;
using System.Text.Json;

namespace Integration.Notices;

/// <summary>What a robot answers: its own code in JSON, with HTTP 200 also when it did not take the message.</summary>
/// <param name="Code">The robot's code; null where the answer has none.</param>
/// <param name="Message">What it says about it, in one line; it may quote secrets and be long.</param>
/// <param name="IsPunished">The platform's gateway turned the message away, whatever robot it was for.</param>
internal sealed record RobotAnswer(long? Code, string Message, bool IsPunished = false)
{
    /// <summary>Reads an answer; null where it is not a JSON object.</summary>
    /// <param name="body">The body.</param>
    /// <param name="protocol">Where the code and the text stand in it.</param>
    internal static RobotAnswer? Read(ReadOnlyMemory<byte> body, RobotProtocol protocol)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            return new(
                CodeOf(root, protocol.Codes),
                MessageOf(root, protocol.Messages),
                root.TryGetProperty("punish", out _)
            );
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A string in it is not UTF-8; the reader says so only when it is asked for.
            return null;
        }
    }

    private static long? CodeOf(JsonElement root, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!root.TryGetProperty(name, out var value))
                continue;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number))
                return number;
            if (
                value.ValueKind == JsonValueKind.String
                && long.TryParse(
                    value.GetString(),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out number
                )
            )
                return number;
        }

        return null;
    }

    private static string MessageOf(JsonElement root, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                return NoticeText.OneLine(value.GetString() ?? "");
        }

        return "";
    }
}
