using System.Text.Json;
using Integration.Intake;
using Integration.Json;

namespace Integration.Delivery;

/// <summary>The event that a subscriber's owner sends to try the way to it.</summary>
internal static class TestEvents
{
    /// <summary>The source of test events; no source of that id is needed.</summary>
    public const string Source = "integration-test";

    public static EventDraft Of(Guid eventId, string subscriber, string type) =>
        new()
        {
            EventId = eventId,
            Source = Source,
            Type = type,
            Subject = $"subscriber/{subscriber}",
            Payload = JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    Test = true,
                    Subscriber = subscriber,
                    Message = "A test event, sent by hand.",
                },
                WireJson.Options
            ),
            PayloadKind = PayloadKind.Json,
            ContentType = "application/json",
            OnlySubscriber = subscriber,
        };
}
