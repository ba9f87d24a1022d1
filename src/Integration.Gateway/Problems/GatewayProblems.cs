namespace Integration.Problems;

/// <summary>The problems that the gateway itself answers with.</summary>
internal static class GatewayProblems
{
    public static Problem Unauthorized { get; } =
        new("unauthorized", 401, "Send a valid API key: Authorization: Bearer ik_…");

    public static Problem DatabaseUnavailable { get; } =
        new("database-unavailable", 503, "The database cannot be had; nothing was changed. Try again later.")
        {
            RetryAfter = TimeSpan.FromSeconds(2),
        };

    public static Problem StorageFull { get; } =
        new("storage-full", 503, "There is no room left in the database; nothing was changed. Try again later.")
        {
            RetryAfter = TimeSpan.FromSeconds(30),
        };

    public static Problem SiloUnavailable { get; } =
        new("busy", 503, "No silo answered in time. Sending the same request again is safe.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    public static Problem ProductsUnknown { get; } =
        new("products-unknown", 502, "No silo answered in time; some of the products may have been created.");

    public static Problem OrdersUnknown { get; } =
        new("orders-unknown", 502, "No silo answered in time; some of the orders may have been placed.");

    public static Problem AuthorisationUnknown { get; } =
        new(
            "authorisation-unknown",
            502,
            "No silo answered in time; the code may be spent. Read the account: secret_changed_at tells whether the tokens came. If not, let a person authorise the app again."
        );

    public static Problem ShipmentUnknown(string detail) =>
        new("shipment-unknown", 502, $"Whether the platform took the shipment is not known. {detail}");

    public static Problem Internal { get; } =
        new("internal-error", 500, "A fault of ours; the trace_id leads to it in our logs.");

    public static Problem NotJson { get; } =
        new("unsupported-media-type", 415, "This takes JSON: send Content-Type: application/json.");

    public static Problem RateLimited(TimeSpan retryAfter) =>
        new("rate-limited", 429, "More requests than the limit allows; wait as Retry-After says.")
        {
            RetryAfter = retryAfter,
        };

    public static Problem TooLarge(long limit) =>
        new("body-too-large", 413, $"The body may have {limit} bytes at most.");

    public static Problem TooSlow(TimeSpan limit) =>
        new("body-too-slow", 408, $"The body must arrive within {limit.TotalSeconds:0.#} s.");

    public static Problem Incomplete { get; } =
        new("body-incomplete", 400, "The connection ended before the whole body was there.");

    public static Problem NotFound(string what) => new("not-found", 404, $"There is no {what}.");

    public static Problem Validation(string field, string message) =>
        new("validation", 422, "Some fields are not valid; see errors.")
        {
            Errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] },
        };
}
