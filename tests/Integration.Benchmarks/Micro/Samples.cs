using Integration.Benchmarks.Load;
using Integration.Formats;

namespace Integration.Benchmarks.Micro;

/// <summary>The event that all micro benchmarks work on: the 1 KiB of the load generator.</summary>
internal static class Samples
{
    /// <summary>The payload.</summary>
    public static byte[] Payload { get; } = new EventRequests("/in/bench").Create(1)[^EventRequests.PayloadBytes..];

    /// <summary>The event as formats take it.</summary>
    public static OutgoingEvent Event { get; } =
        new()
        {
            Id = Guid.CreateVersion7(),
            Source = "bench",
            Type = "order.created",
            Subject = "order/PO-00000001",
            Received = DateTimeOffset.UnixEpoch.AddDays(20_000),
            Payload = Payload,
            Shape = PayloadShape.Json,
            ContentType = "application/json",
        };
}
