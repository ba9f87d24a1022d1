using System.Globalization;
using System.Text.Json;
using NpgsqlTypes;

namespace Integration.Sync;

/// <summary>The columns of orders and products; those of lists are read from the content.</summary>
internal static class RecordColumns
{
    private static readonly RecordColumn[] s_shared =
    [
        RecordColumn.Of("id", "text", NpgsqlDbType.Text, static one => one.Id),
        RecordColumn.Of("version", "bigint", NpgsqlDbType.Bigint, static one => one.Version),
        RecordColumn.Of("status", "smallint", NpgsqlDbType.Smallint, static one => one.Status),
        RecordColumn.Of("content", "text", NpgsqlDbType.Text, static one => one.Content.GetRawText()),
        RecordColumn.Of("list_hash", "uuid", NpgsqlDbType.Uuid, static one => one.ListHash),
        RecordColumn.Of("raw", "bytea", NpgsqlDbType.Bytea, static one => one.Raw?.Body),
        RecordColumn.Text("raw_type", static one => one.Raw?.ContentType),
        RecordColumn.Instant("read_at", static one => one.ReadAt),
        RecordColumn.Instant("changed_at", static one => one.ChangedAt),
    ];

    public static readonly RecordColumn[] Orders =
    [
        .. s_shared,
        RecordColumn.Text("status_text", static one => TextOf(one.Content, "status_text")),
        RecordColumn.Instant("ship_by", static one => InstantOf(one.Content, "ship_by")),
        RecordColumn.Instant("shipped_at", static one => InstantOf(one.Content, "shipped_at")),
        RecordColumn.Texts("line_ids", static one => LineIds(one.Content)),
        RecordColumn.Text("packages", static one => one.Packages),
        RecordColumn.Text("package_sn", static one => RecordRules.Numbers(one.Packages).FirstOrDefault()),
        RecordColumn.Texts("terms", SearchTerms.OfOrder),
    ];

    public static readonly RecordColumn[] Products =
    [
        .. s_shared,
        RecordColumn.Text("title", static one => TextOf(one.Content, "title")),
        RecordColumn.Text("seller_code", static one => TextOf(one.Content, "seller_code")),
        RecordColumn.Of(
            "price",
            "numeric",
            NpgsqlDbType.Numeric,
            static one =>
                Field(Field(one.Content, "price"), "amount") is { } amount ? amount.GetDecimal() : (decimal?)null
        ),
        RecordColumn.Text("currency", static one => Field(Field(one.Content, "price"), "currency")?.GetString()),
        RecordColumn.Of(
            "stock",
            "bigint",
            NpgsqlDbType.Bigint,
            static one =>
                Field(one.Content, "stock") is { ValueKind: JsonValueKind.Number } stock
                    ? stock.GetInt64()
                    : (long?)null
        ),
        RecordColumn.Texts("terms", SearchTerms.OfProduct),
    ];

    private static IEnumerable<string> LineIds(JsonElement content) =>
        Field(content, "lines") is { ValueKind: JsonValueKind.Array } lines
            ? lines.EnumerateArray().Select(static line => TextOf(line, "id")).OfType<string>()
            : [];

    private static string? TextOf(JsonElement content, string name) => Field(content, name)?.GetString();

    private static DateTimeOffset? InstantOf(JsonElement content, string name) =>
        TextOf(content, name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    private static JsonElement? Field(JsonElement? content, string name) =>
        content is { ValueKind: JsonValueKind.Object } one
        && one.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
