namespace Integration.Sandbox.Senders;

/// <summary>One request that is due, with one event or several in it.</summary>
/// <param name="Types">The types that its events have in the hub, in the order of the answer's results.</param>
/// <param name="Request">Makes the request; once for each try, because signatures carry the time.</param>
internal sealed record SendJob(IReadOnlyList<string> Types, Func<DateTimeOffset, HttpRequestMessage> Request);
