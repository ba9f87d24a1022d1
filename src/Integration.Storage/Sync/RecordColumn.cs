using Npgsql;
using NpgsqlTypes;

namespace Integration.Sync;

/// <summary>A column of the table of orders or products, and where its values come from.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Values">The values of changes as one array.</param>
internal sealed record RecordColumn(string Name, string Type, Func<IReadOnlyList<RecordChange>, NpgsqlParameter> Values)
{
    // A character that no number has: arrays of arrays would all have to be of one length.
    private const char Separator = '\u001f';

    /// <summary>What is written, of the values as <c>i</c>.</summary>
    public string Expression { get; private init; } = $"i.{Name}";

    /// <summary>A column of one type.</summary>
    public static RecordColumn Of<T>(string name, string sqlType, NpgsqlDbType type, Func<RecordChange, T> value) =>
        new(
            name,
            sqlType,
            changes => new NpgsqlParameter<T[]>
            {
                TypedValue = [.. changes.Select(value)],
                NpgsqlDbType = NpgsqlDbType.Array | type,
            }
        );

    /// <summary>A text, without the one character that the database does not hold.</summary>
    public static RecordColumn Text(string name, Func<RecordChange, string?> value) =>
        Of(name, "text", NpgsqlDbType.Text, change => value(change)?.Replace("\0", "", StringComparison.Ordinal));

    /// <summary>Several texts.</summary>
    public static RecordColumn Texts(string name, Func<RecordChange, IEnumerable<string>> values) =>
        Text(name, change => string.Join(Separator, values(change))) with
        {
            Expression = $"string_to_array(i.{name}, chr(31))",
        };

    /// <summary>An instant.</summary>
    public static RecordColumn Instant(string name, Func<RecordChange, DateTimeOffset?> value) =>
        Of(name, "timestamptz", NpgsqlDbType.TimestampTz, change => value(change)?.UtcDateTime);
}
