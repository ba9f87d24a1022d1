using System.Globalization;
using System.Text.Json;
using Integration.Intake;
using Integration.Json;
using Integration.Mapping;
using Integration.Time;

namespace Integration.Collections;

/// <summary>The events of collected products.</summary>
internal static class ProductEvents
{
    public static EventDraft Of(
        ProductChange change,
        CollectionResource collection,
        DateTimeOffset now,
        IIdGenerator ids
    )
    {
        var version = change.Version.ToString(CultureInfo.InvariantCulture);
        var data = new
        {
            change.Product.Platform,
            change.Product.Id,
            change.Version,
            Collection = collection.Id,
            collection.Languages,
            collection.Currency,
            collection.Country,
            change.Changes,
            Product = change.Canonical,
        };
        return new EventDraft
        {
            EventId = ids.NewId(now),
            Source = InternalSources.Collections,
            Type = change.Version == 1 ? "product.created" : "product.updated",
            Key = $"{change.Subject}@{version}",
            Subject = change.Subject,
            Time = now,
            Version = version,
            Payload = JsonSerializer.SerializeToUtf8Bytes(data, WireJson.Options),
            ContentType = "application/json",
            PayloadKind = PayloadKind.Json,
        };
    }
}
