using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Integration.Time;

namespace Integration.Intake;

/// <summary>Turns what an internal application posts into drafts, each item judged for itself.</summary>
internal sealed class EventDrafts(IIdGenerator ids, DatabaseClock clock)
{
    private const int MaxKey = 512;
    private const int MaxSubject = 512;
    private const int MaxVersion = 128;
    private const string WalletType = "ocr_wallet_data";

    // Up to the year 9999, as Unix seconds.
    private const long MaxUnixSeconds = 253_402_300_799;

    public Outcome<EventDraft> OfEvent(JsonElement item, Caller caller)
    {
        var read = StrictJson.Read<EventRequest>(item, WireJson.Options);
        if (!read.Succeeded)
        {
            return WriteRequests.ProblemOf(read);
        }

        var request = read.Value;
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var source = request.Source ?? caller.Key.Name;
        Check(
            errors,
            "type",
            EventTypes.IsValid(request.Type) && request.Type.Length <= 255,
            "Such as order.created: a-z, 0-9, _ in parts joined by dots, to 255."
        );
        Check(errors, "source", ResourceIds.IsValid(source), ResourceIds.Rule);
        Check(
            errors,
            "source",
            !InternalSources.IsOurs(source),
            $"'{source}' is the source of events that the hub makes itself; name another one."
        );
        Check(errors, "id", IsText(request.Id, MaxKey), $"1 to {MaxKey} characters without control characters.");
        Check(
            errors,
            "subject",
            IsText(request.Subject, MaxSubject),
            $"1 to {MaxSubject} characters without control characters."
        );
        Check(
            errors,
            "version",
            IsText(request.Version, MaxVersion),
            $"1 to {MaxVersion} characters without control characters."
        );
        if (errors.Count > 0)
        {
            return new Problem("validation", 422, "Some fields are not valid; see errors.") { Errors = errors };
        }

        return caller.MaySend(source)
            ? New(source, request.Type, request.Data) with
            {
                Key = request.Id,
                Subject = request.Subject,
                Time = request.Time,
                Version = request.Version,
                FreshFrom = request.Type == WalletType ? RowTimeOf(request.Data) : null,
            }
            : new Problem(
                "forbidden",
                403,
                $"The key '{caller.Key.Id}' may not send as '{source}'; it is bound to other sources."
            );
    }

    public Outcome<EventDraft> OfWallet(JsonElement item, Caller caller)
    {
        var read = StrictJson.Read<WalletRequest>(item, WireJson.Options);
        if (!read.Succeeded)
        {
            return WriteRequests.ProblemOf(read);
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var id = TextOf(read.Value.Id);
        var created = SecondsOf(read.Value.CreateTime);
        Check(errors, "id", id is not null && IsText(id, MaxKey), "The row's id, text or number.");
        Check(errors, "wallet_code", TextOf(read.Value.WalletCode) is { Length: > 0 }, "The recognised code, as text.");
        Check(errors, "create_time", created is not null, "Unix seconds.");
        if (errors.Count > 0)
        {
            return new Problem("validation", 422, "Some fields are not valid; see errors.") { Errors = errors };
        }

        return caller.MaySend(InternalSources.Wallets)
            ? New(InternalSources.Wallets, WalletType, item) with
            {
                Key = id,
                Subject = $"wallet/{id}",
                Time = created,
                FreshFrom = created,
            }
            : new Problem(
                "forbidden",
                403,
                $"The key '{caller.Key.Id}' may not send as '{InternalSources.Wallets}'; it is bound to other sources."
            );
    }

    private EventDraft New(string source, string type, JsonElement data) =>
        new()
        {
            EventId = ids.NewId(clock.UtcNow()),
            Source = source,
            Type = type,
            // As the sender wrote it: what it signs or hashes elsewhere stays the same.
            Payload = Encoding.UTF8.GetBytes(data.GetRawText()),
            PayloadKind = PayloadKind.Json,
            ContentType = "application/json",
            TraceParent = Activity.Current?.Id,
        };

    private static void Check(Dictionary<string, string[]> errors, string field, bool valid, string rule)
    {
        if (!valid)
        {
            errors[field] = [rule];
        }
    }

    private static bool IsText(string? text, int max) =>
        text is null || (text.Length >= 1 && text.Length <= max && !text.Any(char.IsControl));

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    // A wallet row is as old as it says, whatever way it came (W2); where it says nothing, the event's time counts.
    private static DateTimeOffset? RowTimeOf(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("create_time", out var created)
            ? SecondsOf(created)
            : null;

    private static DateTimeOffset? SecondsOf(JsonElement value) =>
        decimal.TryParse(TextOf(value), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is >= 0 and <= MaxUnixSeconds
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : null;
}
