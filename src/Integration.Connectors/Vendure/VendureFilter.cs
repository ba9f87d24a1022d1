using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Vendure;

/// <summary>Which orders are asked for.</summary>
internal static class VendureFilter
{
    private const string Placed = "orderPlacedAt";
    private const string Newest = "DESC";
    private static readonly TimeSpan LastSecond = TimeSpan.FromSeconds(1);

    /// <summary>Options of the list for a page of a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="page">Which page, how long.</param>
    /// <param name="readAgain">How long after it was placed an order counts as changed, whatever its state.</param>
    public static JsonObject Page(OrderWindow window, OrderCursor page, TimeSpan readAgain) =>
        new()
        {
            ["skip"] = (page.Page - 1L) * page.Rows,
            ["take"] = page.Size,
            // By what never changes: sorted by its time of change, an order that changes would push others into pages that were read.
            ["sort"] = new JsonObject { [Placed] = Newest, ["id"] = Newest },
            ["filter"] =
                window.By == OrderTime.Created
                    ? new JsonObject { [Placed] = Between(window) }
                    : Changed(window, readAgain),
        };

    /// <summary>Options of the list for one order; a basket is none.</summary>
    /// <param name="code">Its code.</param>
    public static JsonObject One(string code) =>
        new()
        {
            ["take"] = 1,
            ["filter"] = new JsonObject
            {
                ["code"] = new JsonObject { ["eq"] = code },
                [Placed] = new JsonObject { ["after"] = Time(DateTimeOffset.UnixEpoch) },
            },
        };

    // The time of change of an order does not move with its state. What may have changed is all that is not at its end, and what came
    // to its end a short time ago: orders that were placed lately, since nothing tells when they came there. Baskets were never placed.
    private static JsonObject Changed(OrderWindow window, TimeSpan readAgain) =>
        new()
        {
            ["_and"] = new JsonArray(
                new JsonObject { [Placed] = new JsonObject { ["before"] = Time(window.To + LastSecond) } },
                new JsonObject
                {
                    ["_or"] = new JsonArray(
                        new JsonObject { ["updatedAt"] = Between(window) },
                        new JsonObject
                        {
                            ["state"] = new JsonObject
                            {
                                ["notIn"] = new JsonArray([.. VendureStates.Final.Select(static one => (JsonNode)one)]),
                            },
                        },
                        new JsonObject { [Placed] = new JsonObject { ["after"] = Time(window.To - readAgain) } }
                    ),
                }
            ),
        };

    // The last second belongs to the window with all its milliseconds.
    private static JsonObject Between(OrderWindow window) =>
        new()
        {
            ["between"] = new JsonObject { ["start"] = Time(window.From), ["end"] = Time(window.To + LastSecond) },
        };

    private static string Time(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
