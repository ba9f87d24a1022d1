using Integration.Json;
using Integration.Problems;

namespace Integration.Alerts;

/// <summary>The problems that changes of alerts are answered with.</summary>
internal static class AlertProblems
{
    public static Problem NotFiring(string key) =>
        new("alert-not-firing", 409, $"The alert {key} does not fire: there is nothing to acknowledge.");

    public static Problem Shipped(string id) =>
        new(
            "alert-rule-shipped",
            409,
            $"The rule '{id}' came with the product and cannot be deleted; switch it off with enabled:false, or reset it."
        );

    public static Problem NotShipped(string id) =>
        new("alert-rule-own", 409, $"The rule '{id}' did not come with the product: there is nothing to reset it to.");

    public static Problem Taken(string id) => new("already-exists", 409, $"There is a rule '{id}' already.");

    public static Problem LimitReached(string what, int most) =>
        new("limit-reached", 409, $"There are {most} {what} already, the most that the options allow.");

    public static Problem Faults(IReadOnlyDictionary<string, string[]> errors) =>
        new("validation", 422, "Some fields are not valid; see errors.") { Errors = errors };

    /// <summary>Reads a body as strictly as the API does everywhere; null where it cannot be read.</summary>
    public static Outcome<T> Read<T>(byte[] body)
        where T : class
    {
        var read = StrictJson.Read<T>(body, AlertJson.Options);
        if (read.Succeeded)
            return read.Value;
        return read.Malformed is { } malformed
            ? new Problem("invalid-json", 400, malformed.Detail)
            : new Problem(
                read.HasUnknownField ? "unknown-field" : "validation",
                422,
                "The body does not fit the resource; see errors."
            )
            {
                Errors = read.Errors,
            };
    }
}
