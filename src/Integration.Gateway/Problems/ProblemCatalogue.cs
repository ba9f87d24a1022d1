using System.Collections.Frozen;

namespace Integration.Problems;

/// <summary>Every kind of problem that the API answers with; what a <c>type</c> means is documented here and nowhere else.</summary>
public static class ProblemCatalogue
{
    private static readonly ProblemKind[] s_kinds =
    [
        new(
            "account-unusable",
            409,
            "The platform account cannot be used",
            "Enable it, or authorise it again; detail says what it lacks."
        ),
        new(
            "alert-not-firing",
            409,
            "The alert does not fire",
            "There is nothing to acknowledge; see /api/v1/alerts?phase=firing."
        ),
        new("alert-rule-own", 409, "The rule did not come with the product", "Change it, or delete it."),
        new(
            "alert-rule-shipped",
            409,
            "The rule came with the product",
            "Switch it off with enabled:false, or POST to its reset."
        ),
        new("already-exists", 409, "The id or name is taken", "Choose another one, or change what is there."),
        new(
            "authorisation-refused",
            409,
            "The platform does not take the authorisation's code",
            "A code lives once, and for minutes: let a person authorise the app again and send the new one at once."
        ),
        new(
            "authorisation-unknown",
            502,
            "Whether the code brought tokens is not known",
            "Read the account: secret_changed_at tells whether they came. If not, the code may be spent: let a person authorise the app again."
        ),
        new("bad-cursor", 400, "The cursor cannot be read", "Take it from next_cursor as it is, or begin without one."),
        new("bad-filter", 400, "A query parameter has no valid value", "See errors for the parameter and its form."),
        new("bad-if-match", 400, "If-Match cannot be read", "Send the resource's version in quotation marks."),
        new("body-incomplete", 400, "The body ended too early", "Send as many bytes as Content-Length says."),
        new("body-too-large", 413, "The body is too large", "Send less at once; detail names the limit."),
        new("body-too-slow", 408, "The body came too slowly", "Send it within the time that detail names."),
        new("busy", 503, "More work waits than the limit allows", "Wait as Retry-After says and send it again."),
        new("collection-ended", 409, "The collection has ended", "Start another one; results stay where they are."),
        new(
            "conflict-ended",
            409,
            "The conflict has ended",
            "Edit the product instead; both values stay with the conflict."
        ),
        new(
            "database-unavailable",
            503,
            "The database cannot be had",
            "Nothing was acknowledged; send it again later."
        ),
        new(
            "enrichment-task-completed",
            409,
            "The order has its package",
            "There is nothing to try again; detail names the package."
        ),
        new(
            "enrichment-task-running",
            409,
            "The order is being asked for just now",
            "Read the task again in a moment."
        ),
        new(
            "event-not-storable",
            422,
            "A value of the event cannot be stored",
            "Look for numbers or texts out of range."
        ),
        new("forbidden", 403, "The API key may not do this", "Use a key of the role that detail names."),
        new("idempotency-key-invalid", 400, "The Idempotency-Key is not valid", "1 to 255 printable ASCII characters."),
        new(
            "idempotency-key-reused",
            409,
            "The Idempotency-Key came with another body",
            "Make a new key for each request."
        ),
        new("internal-error", 500, "A fault of ours", "Send it again later; tell us the trace_id if it stays."),
        new("invalid-json", 400, "The body is not JSON", "Detail names the place where it stops being JSON."),
        new("json-too-complex", 400, "The JSON has too many values", "Send fewer values; detail names the limit."),
        new("json-too-deep", 400, "The JSON is nested too deeply", "Flatten it; detail names the limit."),
        new("limit-reached", 409, "There are as many as the options allow", "Delete one that is not needed any more."),
        new("method-not-allowed", 405, "The method is not allowed here", "See the Allow header and /openapi/v1.json."),
        new(
            "no-authorisation-page",
            409,
            "The platform's documents name no page to authorise apps",
            "Begin at the platform itself, and send the code that it gives."
        ),
        new("no-connection-test", 409, "The platform's connector cannot test", "Make a call with the account instead."),
        new(
            "no-token-exchange",
            409,
            "The platform's connector exchanges no codes",
            "Get the tokens at the platform and PATCH them into the account."
        ),
        new("nonce-missing", 401, "The nonce is missing", "Send the header that the source names."),
        new("nonce-malformed", 401, "The nonce is not valid", "1 to 255 printable ASCII characters."),
        new("nonce-reused", 409, "The nonce was used with another body", "Sign each request with a new nonce."),
        new("not-found", 404, "There is no such resource", "Check the id; what was deleted does not come back."),
        new(
            "order-not-placeable",
            409,
            "The platform takes no orders from here",
            "Order at the platform. See capabilities and batches in /api/v1/platforms."
        ),
        new(
            "orders-unknown",
            502,
            "Which orders were placed is not known",
            "With an Idempotency-Key send the same request again: its answer comes once there is one. Without one wait a minute and send the orders again with their numbers: what the platform lists of them is not placed twice."
        ),
        new(
            "product-not-writable",
            409,
            "The platform does not take the product or the change",
            "Do it at the platform; detail names the fields. See capabilities and batches in /api/v1/platforms."
        ),
        new(
            "products-unknown",
            502,
            "Which products were created is not known",
            "With an Idempotency-Key send the same request again: nothing is created twice, and its answer comes once there is one. Without one see at the platform what is there."
        ),
        new("rate-limited", 429, "Too many requests", "Wait as Retry-After says."),
        new(
            "request-underway",
            409,
            "A request with this Idempotency-Key has no answer yet",
            "Send it again in a minute. If that stays, a crash cut it short: see at the platform what is there, and send the rest with a new key."
        ),
        new(
            "shipment-not-sent",
            503,
            "The shipment could not be sent",
            "The platform was told nothing; wait as Retry-After says and send it again."
        ),
        new(
            "shipment-refused",
            409,
            "The shop's platform refuses the shipment",
            "Mend what detail names and send it again; it changed nothing."
        ),
        new(
            "shipment-unknown",
            502,
            "Whether the platform took the shipment is not known",
            "Read the order; only where it is not shipped send it again, with a new Idempotency-Key."
        ),
        new(
            "shipment-unsupported",
            409,
            "The shop's platform takes no such shipment",
            "Tell the platform yourself; detail says why. See capabilities in /api/v1/platforms."
        ),
        new("shop-disabled", 409, "The shop is disabled", "Enable it first."),
        new("shop-paused", 409, "The shop is paused", "Resume it first; detail has the reason."),
        new(
            "signature-malformed",
            401,
            "The signature is not of the scheme's form",
            "See the scheme and its encoding."
        ),
        new(
            "signature-mismatch",
            401,
            "The signature does not fit",
            "Check the secret, and sign the raw bytes of the body."
        ),
        new("signature-missing", 401, "The signature is missing", "Send the header that the source names."),
        new(
            "secrets-unreadable",
            503,
            "The stored secrets cannot be opened",
            "Put the right key file back, or set the secrets anew with one PATCH; nothing that waits is lost."
        ),
        new("shop-not-active", 409, "The shop is paused or disabled", "Resume or enable it first."),
        new("source-disabled", 403, "The source is disabled", "An administrator can enable it."),
        new("stale-version", 412, "The resource was changed meanwhile", "Read it again and repeat the change."),
        new(
            "storage-full",
            503,
            "There is no room left to store events",
            "Wait as Retry-After says and send it again; operators: free space, it goes on by itself."
        ),
        new("storage-not-ready", 503, "Storage for today is being made", "Wait as Retry-After says and send it again."),
        new("subscriber-disabled", 409, "The subscriber is disabled", "Enable it first."),
        new("sync-ended", 409, "The sync run has ended", "Start another one; what it wrote stays."),
        new("sync-running", 409, "A sync of that kind runs already", "Follow that run, or stop it first."),
        new("timestamp-malformed", 401, "The timestamp cannot be read", "Send Unix seconds."),
        new("timestamp-missing", 401, "The timestamp is missing", "Send the header that the source names."),
        new(
            "timestamp-out-of-tolerance",
            401,
            "The timestamp is too far from now",
            "Check the clock; sign when sending."
        ),
        new("too-many-points", 400, "The series have too many points", "Filter them, or take a longer step."),
        new("try-later", 503, "The request met another one", "Send it again."),
        new("unauthorized", 401, "A valid API key is needed", "Send Authorization: Bearer ik_…"),
        new("unknown-field", 422, "The body has a field that nobody knows", "See errors for the nearest known field."),
        new(
            "unknown-parameter",
            400,
            "The query has a parameter that nobody knows",
            "See errors for those that are known."
        ),
        new("unknown-source", 404, "There is no such source", "Create it with POST /api/v1/sources."),
        new("unsupported-media-type", 415, "The content type is not supported", "Send application/json."),
        new("validation", 422, "Some fields are not valid", "See errors: all faults are told at once."),
    ];

    private static readonly FrozenDictionary<string, ProblemKind> s_bySlug = s_kinds.ToFrozenDictionary(
        kind => kind.Slug,
        StringComparer.Ordinal
    );

    /// <summary>All kinds, by slug.</summary>
    public static IReadOnlyList<ProblemKind> All => s_kinds;

    /// <summary>The kind of that slug; null when there is none.</summary>
    public static ProblemKind? Find(string slug) => s_bySlug.GetValueOrDefault(slug);
}
