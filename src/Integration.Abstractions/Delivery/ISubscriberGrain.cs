using Integration.Access;
using Integration.Intake;
using Integration.Problems;
using Integration.Resources;
using Orleans.Concurrency;

namespace Integration.Delivery;

/// <summary>
/// What goes out to one subscriber: holds the window of its deliveries, and is the only writer of its configuration.
/// Once it is created every later event is routed by it; deleting it cancels what is pending. Key: the subscriber's id.
/// </summary>
[Alias("integration.ISubscriberGrain")]
public interface ISubscriberGrain : IConfiguredGrain<SubscriberSettings, SubscriberResource>
{
    /// <summary>Appends an event of the given type for this subscriber alone.</summary>
    [Alias("SendTest")]
    Task<Outcome<AppendResult>> SendTest(string type, WriteContext context, CancellationToken ct);

    /// <summary>The sweeper found due rows: load them unless they are being worked on.</summary>
    [AlwaysInterleave]
    [Alias("Wake")]
    Task Wake(CancellationToken ct);

    /// <summary>Outcomes that are committed; frees the slots.</summary>
    [AlwaysInterleave]
    [Alias("Report")]
    Task Report(AttemptReport[] reports, CancellationToken ct);
}
