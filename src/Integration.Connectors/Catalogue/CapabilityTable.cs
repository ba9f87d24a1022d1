using System.Globalization;
using System.Text;
using Integration.Platforms;

namespace Integration.Catalogue;

/// <summary>The catalogue as Markdown, for <c>docs/connectors.md</c>.</summary>
public static class CapabilityTable
{
    /// <summary>Tables of capabilities, kinds of apps, limits, rates and error codes; lines end with LF.</summary>
    public static string Write(ConnectorCatalogue catalogue)
    {
        var text = new StringBuilder();
        Table(
            text,
            ["platform", "name", .. Enum.GetValues<ConnectorCapability>().Select(Words)],
            catalogue.Connectors.Select(Capabilities)
        );
        Heading(text, "Kinds of apps");
        Table(
            text,
            ["platform", "kind", "reads", "ids a call", "token", "languages", "currencies", "links", "writes a call"],
            catalogue.Connectors.SelectMany(static one => one.Declaration.AppKinds.Select(kind => Kind(one, kind)))
        );
        Heading(text, "Places, zones and lists");
        Table(
            text,
            ["platform", "base URLs", "zone", "page", "filters by change", "rows deep"],
            catalogue.Connectors.Select(Places)
        );
        Heading(text, "Lists of orders");
        Table(
            text,
            ["platform", "page", "windows by", "rows deep", "days back", "newest first", "lag", "overlap"],
            catalogue.Connectors.SelectMany(static one => Orders(one, one.Declaration.Orders))
        );
        Heading(text, "Published rates");
        Table(
            text,
            ["platform", "call", "counted by", "calls", "in"],
            catalogue.Connectors.SelectMany(static one => one.Declaration.Rates.Select(rate => Rate(one, rate)))
        );
        Heading(text, "Error codes");
        Table(
            text,
            ["platform", "code", "sub code", "kind", "reason"],
            catalogue.Connectors.SelectMany(static one => one.Declaration.Errors.Select(rule => Error(one, rule)))
        );
        return text.ToString();
    }

    private static string[] Capabilities(IConnector connector)
    {
        var able = ConnectorCapabilities.Of(connector);
        return
        [
            connector.Declaration.Platform,
            connector.Declaration.DisplayName,
            .. Enum.GetValues<ConnectorCapability>().Select(one => able.Contains(one) ? "yes" : "–"),
        ];
    }

    private static string[] Kind(IConnector connector, AppKind kind) =>
        [
            connector.Declaration.Platform,
            kind.Name,
            kind.Products,
            kind.MaxIdsPerCall.ToString(CultureInfo.InvariantCulture),
            kind.NeedsToken ? "yes" : "–",
            Listed(kind.Languages),
            Listed(kind.Currencies),
            kind.ResolvesLinks ? "resolves" : "–",
            kind.Batches is { } limits ? Writes(limits) : "–",
        ];

    private static string Writes(BatchLimits limits)
    {
        (int Most, string What)[] kinds =
        [
            (limits.Creates, "created"),
            (limits.Updates, $"changed{Changes(limits)}"),
            (limits.StockUpdates, "stock levels"),
            (limits.Orders, "orders"),
        ];
        return string.Join(
            ", ",
            kinds
                .Where(static kind => kind.Most > 0)
                .Select(static kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Most} {kind.What}"))
        );
    }

    private static string Changes(BatchLimits limits) =>
        (limits.Updates, limits.ChangesTitles, limits.ChangesPrices) switch
        {
            (0, _, _) or (_, true, true) => "",
            (_, false, true) => " (prices only)",
            (_, true, false) => " (no prices)",
            _ => " (neither titles nor prices)",
        };

    private static string[] Places(IConnector connector)
    {
        var declaration = connector.Declaration;
        return
        [
            declaration.Platform,
            string.Join(' ', declaration.BaseUrls.Select(static url => url.ToString())),
            declaration.TimeZoneId,
            declaration.List?.MaxPageSize.ToString(CultureInfo.InvariantCulture) ?? "–",
            declaration.List is { FiltersByChange: true } ? "yes" : "–",
            declaration.List?.MaxRows?.ToString(CultureInfo.InvariantCulture) ?? "–",
        ];
    }

    private static string[][] Orders(IConnector connector, OrderLimits? limits) =>
        limits is null
            ? []
            :
            [
                [
                    connector.Declaration.Platform,
                    limits.MaxPageSize.ToString(CultureInfo.InvariantCulture),
                    string.Join(", ", limits.Windows.Select(Window)),
                    limits.MaxRows?.ToString(CultureInfo.InvariantCulture) ?? "–",
                    limits.MaxAgeDays?.ToString(CultureInfo.InvariantCulture) ?? "–",
                    limits.NewestFirst ? "yes" : "–",
                    Seconds(limits.LagSeconds),
                    Seconds(limits.OverlapSeconds),
                ],
            ];

    private static string Window(OrderWindowLimit window) =>
        window.MaxSeconds is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"{Words(window.By)} (at most {most} s)")
            : Words(window.By);

    private static string Seconds(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds} s");

    private static string[] Rate(IConnector connector, RateRule rate) =>
        [
            connector.Declaration.Platform,
            rate.Call,
            Words(rate.Scope),
            rate.Permits.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{rate.Window.TotalSeconds} s"),
        ];

    private static string[] Error(IConnector connector, ErrorRule rule) =>
        [connector.Declaration.Platform, rule.Code, rule.SubCode ?? "any", Words(rule.Kind), Words(rule.Reason)];

    private static string Listed(string[] values) => values.Length == 0 ? "any" : string.Join(", ", values);

    // ProductDetails → product details
    private static string Words<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static void Heading(StringBuilder text, string title) => text.Append("\n## ").Append(title).Append("\n\n");

    private static void Table(StringBuilder text, string[] head, IEnumerable<string[]> rows)
    {
        Row(text, head);
        Row(text, [.. head.Select(static _ => "---")]);
        foreach (var row in rows)
        {
            Row(text, row);
        }
    }

    private static void Row(StringBuilder text, string[] cells) =>
        text.Append("| ")
            .AppendJoin(" | ", cells.Select(static cell => cell.Replace("*", "\\*", StringComparison.Ordinal)))
            .Append(" |\n");
}
