using Npgsql;

namespace Integration.Lists;

/// <summary>Conditions of a list with their values; only texts of ours become SQL, values are always parameters.</summary>
internal sealed class SqlFilter
{
    private readonly List<string> _conditions = ["true"];
    private readonly List<object> _values = [];

    /// <summary>Adds a condition with <c>?</c> for its value; nothing when there is no value.</summary>
    public SqlFilter And(string condition, object? value)
    {
        if (value is not null)
        {
            _values.Add(value);
            _conditions.Add(condition.Replace("?", $"${_values.Count}", StringComparison.Ordinal));
        }

        return this;
    }

    /// <summary>Adds a condition without a value.</summary>
    public SqlFilter And(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>A text, or the beginning of one where it ends with <c>*</c>, by an index in the order of bytes; nothing when there is none.</summary>
    public SqlFilter AndBegins(string column, string? pattern)
    {
        if (pattern is null || !pattern.EndsWith('*'))
        {
            return And($"{column} collate \"C\" = ?", pattern);
        }

        // The last of all characters: in the order of bytes, whatever begins so lies before it.
        var begin = pattern[..^1];
        return And($"{column} collate \"C\" >= ?", begin)
            .And($"{column} collate \"C\" < ?", begin + char.ConvertFromUtf32(0x10FFFF));
    }

    /// <summary>All of these terms are among a record's; nothing when there are none.</summary>
    public SqlFilter AndTerms(params string[] terms) => And("terms @> ?", terms.Length == 0 ? null : terms);

    /// <summary>What comes after a place of a list by creation; nothing when there is no place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="instant">The column or expression of the instant that the list goes by.</param>
    public SqlFilter After(CreatedPlace? place, string instant = "created_at")
    {
        if (place is not null)
        {
            _values.Add(place.CreatedAt.UtcDateTime);
            _values.Add(place.Id);
            _conditions.Add($"({instant}, id) < (${_values.Count - 1}, ${_values.Count})");
        }

        return this;
    }

    /// <summary>What comes after a place of a list of what shops have; nothing when there is no place.</summary>
    /// <param name="columns">Its columns: instant, shop and id.</param>
    /// <param name="place">The place.</param>
    public SqlFilter After(string columns, ShopPlace? place)
    {
        if (place is not null)
        {
            _values.AddRange([place.At.UtcDateTime, place.Shop, place.Id]);
            _conditions.Add($"({columns}) < (${_values.Count - 2}, ${_values.Count - 1}, ${_values.Count})");
        }

        return this;
    }

    /// <summary>A command whose text names the conditions as <c>{0}</c> and the limit as <c>{1}</c>.</summary>
    public NpgsqlCommand Command(NpgsqlDataSource source, string sql, int limit)
    {
        var text = sql.Replace("{0}", string.Join(" and ", _conditions), StringComparison.Ordinal)
            .Replace("{1}", $"${_values.Count + 1}", StringComparison.Ordinal);
        var command = source.CreateCommand(text);
        foreach (var value in _values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        return command;
    }
}
