using System.Text.Json;
using Integration.Intake;
using Integration.Json;

namespace Integration.Conflicts;

/// <summary>Tells of edits that a platform finally does not take.</summary>
internal static class FailedWrites
{
    private const string Type = "product.write_failed";

    /// <summary>The event of one edit.</summary>
    public static EventDraft Event(OwedResult result, Guid id, DateTimeOffset now)
    {
        var write = result.Write;
        var subject = $"product/{write.Product}";
        return new EventDraft
        {
            EventId = id,
            Source = write.Shop,
            Type = Type,
            // An edit can fail again once it is set anew: each time is an event of its own.
            Key = $"{subject}@write/{id}",
            Subject = subject,
            Time = now,
            Payload = JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    write.Shop,
                    Id = write.Product,
                    write.Field.Field,
                    Variant = write.Field.Variant.Length == 0 ? null : write.Field.Variant,
                    Local = write.Value,
                    result.Error,
                    Attempts = write.Attempt,
                },
                WireJson.Options
            ),
            ContentType = "application/json",
            PayloadKind = PayloadKind.Json,
        };
    }
}
