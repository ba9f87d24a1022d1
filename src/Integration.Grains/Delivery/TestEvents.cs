using System.Text.Json;
using Integration.Intake;
using Integration.Json;
using Integration.Mapping;

namespace Integration.Delivery;

/// <summary>The event that a subscriber's owner sends to try the way to it.</summary>
internal static class TestEvents
{
    public static EventDraft Of(Guid eventId, string subscriber, string type) =>
        new()
        {
            EventId = eventId,
            Source = InternalSources.Tests,
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
