using System.Globalization;
using System.Text.Json;
using Integration.Delivery;
using Integration.Json;
using Integration.Lists;
using Integration.Problems;
using Integration.Sync;
using Integration.Time;
using Microsoft.AspNetCore.Http;

namespace Integration.Requests;

/// <summary>Reads the parameters of a query, all faults at once; what nobody asked for is a fault too.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    /// <summary>The most characters of a text.</summary>
    public const int MaxText = 512;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);
    private bool _badCursor;

    /// <summary>A text of at most so many characters; null where there is none, or it is at fault.</summary>
    public string? Text(string name, int most = MaxText)
    {
        _known.Add(name);
        var value = request.Query[name];
        if (value.Count > 1)
        {
            Fault(name, "Give it once.");
        }

        return value.Count == 0 || value[0] is not { Length: > 0 } text || IsBad(name, text, most) ? null : text;
    }

    /// <summary>A text without which there is no answer; empty where it is missing, which is a fault.</summary>
    public string Required(string name)
    {
        var text = Text(name);
        if (text is null && !_errors.ContainsKey(name))
        {
            Fault(name, "Give it.");
        }

        return text ?? "";
    }

    public Guid? Id(string name) =>
        Parse<Guid>(
            name,
            text => Guid.TryParse(text, out var id) ? id : null,
            "An id as answers have it, such as 019abc00-0000-7000-8000-000000000001."
        );

    public DateTimeOffset? Instant(string name) =>
        Parse<DateTimeOffset>(
            name,
            text => Rfc3339.TryParse(text, out var at) ? at : null,
            "An instant such as 2026-11-24T12:00:00.000Z."
        );

    public TimeSpan? Duration(string name, TimeSpan most) =>
        Parse<TimeSpan>(
            name,
            text => Durations.TryParse(text, out var span) && span > TimeSpan.Zero && span <= most ? span : null,
            $"A duration up to {Durations.Format(most)}, such as 1h."
        );

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? Flag(string name) =>
        Parse<bool>(
            name,
            static text =>
                text switch
                {
                    "true" => true,
                    "false" => false,
                    _ => null,
                },
            "true or false."
        );

    /// <summary>Words of a title.</summary>
    public string? Words(string name)
    {
        var text = Text(name);
        if (text is not null && TitleWords.Asked(text).Count == 0)
        {
            Fault(name, "One or more words; this has neither a letter nor a digit.");
        }

        return text;
    }

    public DeliveryStatus? Status(string name) => Choice<DeliveryStatus>(name);

    /// <summary>Names from a list of them, separated by commas; each of the known ones.</summary>
    public string[] Names(string name, params string[] known)
    {
        var names = Text(name)?.Split(',') ?? [];
        if (names.Except(known, StringComparer.Ordinal).Any())
        {
            Fault(name, $"One or more of {string.Join(", ", known)}, separated by commas.");
        }

        return names;
    }

    /// <summary>One of the values of an enumeration, in snake case, whatever the case of its letters.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        var choices = NamesOf<T>();
        return Parse<T>(
            name,
            text => choices.TryGetValue(text, out var value) ? value : null,
            $"One of {string.Join(", ", choices.Keys)}."
        );
    }

    /// <summary>The values of an enumeration by their names.</summary>
    public static IReadOnlyDictionary<string, T> NamesOf<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>()
            .ToDictionary(
                static value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()),
                StringComparer.OrdinalIgnoreCase
            );

    /// <summary>Limit and cursor.</summary>
    public PageRequest Page()
    {
        var limit = Parse<int>(
            "limit",
            text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && n is >= 1 and <= PageRequest.MaxLimit
                    ? n
                    : null,
            $"A number from 1 to {PageRequest.MaxLimit}."
        );
        string? after = null;
        if (Text("cursor", Cursor.MaxLength) is { } cursor && !Cursor.TryRead(cursor, out after))
        {
            _badCursor = true;
        }

        return new PageRequest(limit ?? PageRequest.DefaultLimit, after);
    }

    /// <summary>Limit and cursor of a list whose keys are ids that we made.</summary>
    public PageRequest IdPage()
    {
        var page = Page();
        _badCursor |= page.After is not null && !Guid.TryParse(page.After, out _);
        return page;
    }

    /// <summary>Limit and cursor of a list by creation.</summary>
    public PageRequest CreatedPage()
    {
        var page = Page();
        _badCursor |= page.After is not null && !CreatedPlace.TryParse(page.After, out _);
        return page;
    }

    /// <summary>Limit and cursor of a list of what shops have.</summary>
    public PageRequest ShopPage()
    {
        var page = Page();
        _badCursor |= page.After is not null && !ShopPlace.TryParse(page.After, out _);
        return page;
    }

    /// <summary>Limit and cursor of a list whose keys are numbers, to a largest one.</summary>
    public PageRequest NumberPage(long most = short.MaxValue)
    {
        var page = Page();
        _badCursor |=
            page.After is not null
            && (!long.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var key) || key > most);
        return page;
    }

    /// <summary>What is wrong with the query; null when nothing is. To be asked after everything was read.</summary>
    public Problem? Problem()
    {
        if (_badCursor)
        {
            return new Problem("bad-cursor", 400, "The cursor cannot be read; take it from next_cursor as it is.");
        }

        if (_errors.Count > 0)
        {
            return new Problem("bad-filter", 400, "A query parameter has no valid value; see errors.")
            {
                Errors = _errors,
            };
        }

        var unknown = request.Query.Keys.Where(name => !_known.Contains(name)).ToArray();
        return unknown.Length == 0
            ? null
            : new Problem("unknown-parameter", 400, "The query has a parameter that nobody knows; see errors.")
            {
                Errors = unknown.ToDictionary(name => name, Nearest, StringComparer.Ordinal),
            };
    }

    private string[] Nearest(string name) =>
        [
            NearestName.Of(name, _known) is { } near
                ? $"Did you mean {near}?"
                : $"Known are {string.Join(", ", _known)}.",
        ];

    private T? Parse<T>(string name, Func<string, T?> parse, string form)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            Fault(name, form);
        }

        return value;
    }

    // PostgreSQL's text holds no NUL, and no id or type has control characters.
    private bool IsBad(string name, string text, int most)
    {
        var bad = text.Length > most || text.Any(char.IsControl);
        if (bad)
        {
            Fault(name, $"At most {most} characters, no control characters.");
        }

        return bad;
    }

    private void Fault(string name, string message) => _errors[name] = [message];
}
