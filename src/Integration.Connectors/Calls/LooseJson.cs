using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Integration.Calls;

/// <summary>
/// JSON as platforms really send it: numbers as text, one object where a list should be, objects as JSON text, absent wrappers.
/// Reading never throws; what is not there or does not fit is null or empty.
/// </summary>
internal readonly struct LooseJson(JsonElement element)
{
    private const NumberStyles Decimals =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly JsonElement _element = element;

    /// <summary>Whether there is anything but null.</summary>
    public bool Exists => _element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => _element.ValueKind == JsonValueKind.Object;

    /// <summary>A field of the object, of the object in JSON text, or of the only object in a list.</summary>
    public LooseJson this[string name] =>
        Object()._element is { ValueKind: JsonValueKind.Object } found && TryFind(found, name, out var value)
            ? new(value)
            : default;

    /// <summary>A string, number or Boolean as text, trimmed; null where it is empty or something else.</summary>
    public string? Text =>
        _element.ValueKind switch
        {
            JsonValueKind.String => Trimmed(StringOf(_element)),
            JsonValueKind.Number => _element.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    /// <summary>A number, or text that is one.</summary>
    public decimal? Number =>
        decimal.TryParse(Text, Decimals, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A whole number in the range of 64 bits, or text that is one; decimals that are zero do not matter.</summary>
    public long? Whole =>
        Number is { } number and >= long.MinValue and <= long.MaxValue && number == decimal.Truncate(number)
            ? (long)number
            : null;

    /// <summary>A Boolean, or text or a number that means one: true, 1, yes, y; false, 0, no, n.</summary>
    public bool? Flag =>
        Text?.ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "y" => true,
            "false" or "0" or "no" or "n" => false,
            _ => null,
        };

    /// <summary>JSON from text; nothing where the text is no JSON.</summary>
    public static LooseJson Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var parsed = JsonElement.ParseValue(ref reader);
            // Reading on throws where anything but white space follows.
            return reader.Read() ? default : new(parsed);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>The first field of these names that is there and not null.</summary>
    public LooseJson First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this[name] is { Exists: true } found)
            {
                return found;
            }
        }

        return default;
    }

    /// <summary>
    /// The elements of a list, of the list under one of the wrappers, of a list in JSON text, or the one thing that stands in
    /// place of a list; nulls are left out.
    /// </summary>
    /// <param name="wrappers">Names under which the platform may have wrapped the list; it need not have.</param>
    public LooseJson[] Items(params string[] wrappers)
    {
        var list = this;
        for (var step = 0; step < 2 && list.IsObject && Array.Find(wrappers, list.Has) is { } wrapper; step++)
        {
            list = list[wrapper];
        }

        list = list.Unpacked();
        return list._element.ValueKind switch
        {
            JsonValueKind.Array =>
            [
                .. list
                    ._element.EnumerateArray()
                    .Select(static one => new LooseJson(one))
                    .Where(static one => one.Exists),
            ],
            // An empty object is how some platforms write an empty list.
            JsonValueKind.Object => list._element.EnumerateObject().Any() ? [list] : [],
            _ => list.Text is null ? [] : [list],
        };
    }

    /// <summary>The fields of an object; one whose name is no text is left out.</summary>
    public IEnumerable<(string Name, LooseJson Value)> Fields() => IsObject ? Fields(_element) : [];

    /// <summary>The JSON text, byte for byte as in the answer.</summary>
    public byte[] Utf8() => Exists ? JsonMarshal.GetRawUtf8Value(_element).ToArray() : [];

    private bool Has(string name) => TryFind(_element, name, out _);

    // Half a surrogate pair in any name of the object makes the whole search throw, depending on where it stands.
    private static bool TryFind(JsonElement element, string name, out JsonElement value)
    {
        try
        {
            return element.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            value = Fields(element).LastOrDefault(field => field.Name == name).Value._element;
            return value.ValueKind != JsonValueKind.Undefined;
        }
    }

    private static IEnumerable<(string Name, LooseJson Value)> Fields(JsonElement element) =>
        element
            .EnumerateObject()
            .Select(static field => (Name: NameOf(field), Value: new LooseJson(field.Value)))
            .Where(static field => field.Name is not null)
            .Select(static field => (field.Name!, field.Value));

    private static string? NameOf(JsonProperty field)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private LooseJson Object()
    {
        var found = Unpacked();
        return found._element is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1
            ? new(list[0])
            : found;
    }

    // An object or a list that was sent as text with JSON in it.
    private LooseJson Unpacked()
    {
        if (_element.ValueKind != JsonValueKind.String || Text is not ['{' or '[', ..] text)
        {
            return this;
        }

        var parsed = Parse(System.Text.Encoding.UTF8.GetBytes(text));
        return parsed.Exists ? parsed : this;
    }

    private static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    // Half a surrogate pair is valid JSON, but no text.
    private static string? StringOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
