namespace Integration.Rates;

/// <summary>Calls that wait for a permit in one process.</summary>
/// <param name="Account">Our id of the account.</param>
/// <param name="Endpoint">The platform's name of the call where it has a rate of its own, else <c>*</c>.</param>
/// <param name="Count">How many, 1 or more.</param>
/// <param name="LongestWait">How far ahead a permit may lie, 0 to 5 s.</param>
/// <param name="OwnRate">Calls in a second that the account allows itself, above 0; null for no such limit.</param>
[GenerateSerializer, Immutable, Alias("integration.RateRequest")]
public sealed record RateRequest(
    [property: Id(0)] string Account,
    [property: Id(1)] string Endpoint,
    [property: Id(2)] int Count,
    [property: Id(3)] TimeSpan LongestWait,
    [property: Id(4)] double? OwnRate = null
);
