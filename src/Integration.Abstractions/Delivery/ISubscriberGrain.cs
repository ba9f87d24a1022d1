using Integration.Access;
using Integration.Intake;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Delivery;

/// <summary>
/// What goes out to one subscriber: holds the window of its deliveries, and is the only writer of its configuration.
/// Key: the subscriber's id.
/// </summary>
[Alias("integration.ISubscriberGrain")]
public interface ISubscriberGrain : IGrainWithStringKey
{
    /// <summary>Creates the subscriber; every later event is routed by it.</summary>
    [Alias("Create")]
    Task<Outcome<SubscriberResource>> Create(SubscriberSettings settings, WriteContext context, CancellationToken ct);

    /// <summary>Applies a JSON merge patch (RFC 7396) to the settings.</summary>
    [Alias("Change")]
    Task<Outcome<SubscriberResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct);

    /// <summary>Deletes the subscriber; what is pending ends as cancelled.</summary>
    [Alias("Delete")]
    Task<Outcome<SubscriberResource>> Delete(WriteContext context, CancellationToken ct);

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
