using Integration.Formats;
using Integration.Intake;

namespace Integration.Delivery;

/// <summary>Stored events as body formats take them.</summary>
internal static class OutgoingEvents
{
    public static OutgoingEvent Of(StoredEvent stored) =>
        new()
        {
            Id = stored.Id,
            Source = stored.Source,
            Type = stored.Type,
            Subject = stored.Subject,
            Time = stored.Time,
            Received = stored.Received,
            Version = stored.Version,
            Payload = stored.Payload,
            Shape = stored.PayloadKind switch
            {
                PayloadKind.Json => PayloadShape.Json,
                PayloadKind.Form => PayloadShape.Form,
                _ => PayloadShape.Binary,
            },
            ContentType = stored.ContentType,
            FreshFrom = stored.FreshFrom,
        };
}
