namespace Integration.Rates;

/// <summary>Calls that wait in one queue of a silo.</summary>
/// <param name="Key">The grain that paces them.</param>
/// <param name="Platform">The platform's name.</param>
/// <param name="Account">Our id of the account.</param>
/// <param name="Endpoint">The call that has a rate of its own, else <see cref="RateSchedule.AnyCall"/>.</param>
/// <param name="OwnRate">Calls in a second that the account allows itself; null for no such limit.</param>
internal readonly record struct RateLine(
    string Key,
    string Platform,
    string Account,
    string Endpoint,
    double? OwnRate = null
);
