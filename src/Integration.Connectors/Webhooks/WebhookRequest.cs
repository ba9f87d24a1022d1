namespace Integration.Webhooks;

/// <summary>One attempt as it goes out; the caller has already made the body and signed it.</summary>
/// <param name="Url">An absolute <c>http</c> or <c>https</c> URL without user information.</param>
/// <param name="Body">The bytes that were signed. They are read until the attempt ends, not copied.</param>
/// <param name="ContentType">The value of <c>Content-Type</c>, such as <c>application/json</c>.</param>
/// <param name="MessageId">The value of <c>webhook-id</c>: the event's id, the same on every attempt.</param>
/// <param name="TimestampSeconds">The value of <c>webhook-timestamp</c>: the attempt's time in Unix seconds.</param>
/// <param name="Signature">The value of <c>webhook-signature</c>: one or more signatures, divided by spaces.</param>
/// <param name="Headers">The subscriber's own headers, already checked with <see cref="ReservedHeaders"/>.</param>
/// <param name="Timeout">From the start of dialling to the end of the answer; more than zero.</param>
/// <param name="UserAgent">The value of <c>User-Agent</c>.</param>
/// <param name="TraceParent">The W3C <c>traceparent</c> to pass on; null for none.</param>
/// <remarks>Header names: Standard Webhooks 1.0.0, spec/standard-webhooks.md, "Webhook headers".</remarks>
public sealed record WebhookRequest(
    Uri Url,
    ReadOnlyMemory<byte> Body,
    string ContentType,
    string MessageId,
    long TimestampSeconds,
    string Signature,
    IReadOnlyDictionary<string, string> Headers,
    TimeSpan Timeout,
    string UserAgent,
    string? TraceParent
);
