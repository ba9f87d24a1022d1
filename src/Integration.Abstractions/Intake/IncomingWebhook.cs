namespace Integration.Intake;

/// <summary>A request to <c>POST /in/{source}</c> as it came from the socket.</summary>
/// <param name="EventId">The id that the event gets, made by the gateway.</param>
/// <param name="Body">The raw body.</param>
/// <param name="ContentType">The <c>Content-Type</c> header.</param>
/// <param name="Headers">
/// All headers but <c>Authorization</c> and <c>Cookie</c>; looked up without regard to case; repeated ones joined by a comma.
/// </param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the request.</param>
[GenerateSerializer, Immutable, Alias("integration.IncomingWebhook")]
public sealed record IncomingWebhook(
    [property: Id(0)] Guid EventId,
    [property: Id(1)] byte[] Body,
    [property: Id(2)] string? ContentType,
    [property: Id(3)] KeyValuePair<string, string>[] Headers,
    [property: Id(4)] string? TraceParent
);
