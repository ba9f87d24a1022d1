using Integration.Formats;
using Integration.Mapping;
using Integration.Problems;
using Integration.Secrets;
using Integration.Signatures;
using Integration.Time;
using Integration.Webhooks;

namespace Integration.Delivery;

/// <summary>Checks a subscriber's settings, all faults at once, and turns them into what attempts use. Pure.</summary>
internal sealed class SubscriberRules(BodyFormats formats)
{
    public const int MaxConcurrency = 256;
    private const int DefaultConcurrency = 3;
    private const int MaxUrl = 2048;
    private const int MaxEventTypes = 100;
    private const int MaxSources = 100;
    private const int MaxHeaders = 20;
    private const string Off = "off";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxFreshness = TimeSpan.FromDays(30);

    /// <summary>Every fault of the settings; null when there is none.</summary>
    public Problem? Check(SubscriberSettings settings)
    {
        var errors = new FieldErrors();
        errors.When(settings.Id is { } id && !ResourceIds.IsValid(id), "id", ResourceIds.Rule);
        errors.WhenNoName(settings.Name);
        errors.When(
            ParseUrl(settings.Url) is null,
            "url",
            $"An absolute http or https URL without user information and spaces, at most {MaxUrl} characters."
        );
        CheckRouting(settings, errors);
        errors.When(
            formats.Find(settings.Format ?? "standard") is null,
            "format",
            $"One of {string.Join(", ", formats.Names)}."
        );
        errors.When(
            settings.Secret is { } secret && !WebhookSecret.TryParse(secret, out _),
            "secret",
            "whsec_ and base64 of 24 to 64 bytes; leave it out to have one made."
        );
        CheckHeaders(settings, errors);
        errors.When(TimeoutOf(settings) is null, "timeout", "A duration from 100ms to 60s, such as 10s.");
        errors.When(settings.Concurrency is < 1 or > MaxConcurrency, "concurrency", $"From 1 to {MaxConcurrency}.");
        errors.When(
            !TryFreshness(settings.Freshness, out _),
            "freshness",
            "A duration from 1s to 30d such as 5m, or off."
        );
        if (RetryOf(settings.Retry, out var fault) is null)
        {
            errors.Add("retry", fault!);
        }

        return errors.Problem;
    }

    /// <summary>What attempts use; the settings have been checked.</summary>
    public SubscriberRuntime Runtime(string id, long epoch, SubscriberSettings settings, SubscriberSecrets secrets)
    {
        TryFreshness(settings.Freshness, out var freshness);
        return new SubscriberRuntime
        {
            Id = id,
            Epoch = epoch,
            Enabled = settings.Enabled,
            Url = ParseUrl(settings.Url)!,
            Format = formats.Find(settings.Format ?? "standard")!,
            Headers = secrets.Headers,
            Secrets = secrets.Signing(),
            Timeout = TimeoutOf(settings)!.Value,
            Retry = RetryOf(settings.Retry, out _)!,
            Concurrency = settings.Concurrency ?? DefaultConcurrency,
            Freshness = freshness,
        };
    }

    /// <summary>The settings with every default written out, as they are stored and shown; without secret and header values.</summary>
    public static SubscriberSettings Stored(SubscriberSettings settings, string id) =>
        settings with
        {
            Id = id,
            Sources = settings.Sources ?? [],
            Format = settings.Format ?? "standard",
            Secret = null,
            Headers =
                settings.Headers?.ToDictionary(
                    header => header.Key,
                    _ => SecretVault.Masked,
                    StringComparer.OrdinalIgnoreCase
                ) ?? [],
            Timeout = Durations.Format(TimeoutOf(settings)!.Value),
            Retry = settings.Retry ?? new RetrySettings { MaxRetries = 3, Initial = "1s" },
            Concurrency = settings.Concurrency ?? DefaultConcurrency,
        };

    private static void CheckRouting(SubscriberSettings settings, FieldErrors errors)
    {
        var types = settings.EventTypes ?? [];
        errors.When(
            types.Length is < 1 or > MaxEventTypes,
            "event_types",
            $"1 to {MaxEventTypes} event types; [\"*\"] for all."
        );
        for (var i = 0; i < types.Length && i < MaxEventTypes; i++)
        {
            errors.When(
                !EventTypes.IsValidPattern(types[i]),
                $"event_types[{i}]",
                "An event type such as order.created, order.* for all below order, or * for all."
            );
        }

        var sources = settings.Sources ?? [];
        errors.When(sources.Length > MaxSources, "sources", $"At most {MaxSources} sources; leave it out for all.");
        for (var i = 0; i < sources.Length && i < MaxSources; i++)
        {
            errors.When(!ResourceIds.IsValid(sources[i]), $"sources[{i}]", ResourceIds.Rule);
        }
    }

    private static void CheckHeaders(SubscriberSettings settings, FieldErrors errors)
    {
        var headers = settings.Headers ?? [];
        errors.When(headers.Count > MaxHeaders, "headers", $"At most {MaxHeaders} headers.");
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers.Take(MaxHeaders))
        {
            errors.When(!seen.Add(name), $"headers.{name}", "Stands more than once: case makes no difference.");
            if (
                !ReservedHeaders.IsAllowed(name, out var reason)
                || !ReservedHeaders.IsValidValue(value ?? "", out reason)
            )
            {
                errors.Add($"headers.{name}", reason);
            }
        }
    }

    private static Uri? ParseUrl(string? url) =>
        url is { Length: <= MaxUrl }
        && !url.Any(c => c <= ' ' || char.IsControl(c))
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)
        && parsed.UserInfo.Length == 0
        && parsed.Host.Length > 0
            ? parsed
            : null;

    private static TimeSpan? TimeoutOf(SubscriberSettings settings) =>
        settings.Timeout is null ? DefaultTimeout
        : Durations.TryParse(settings.Timeout, out var timeout) && timeout >= MinTimeout && timeout <= MaxTimeout
            ? timeout
        : null;

    // Zero stands for "off": unlike null it also lifts the limit that wallet rows have of themselves.
    private static bool TryFreshness(string? text, out TimeSpan? limit)
    {
        limit = text == Off ? TimeSpan.Zero : null;
        if (text is null or Off)
        {
            return true;
        }

        var valid =
            Durations.TryParse(text, out var parsed) && parsed >= TimeSpan.FromSeconds(1) && parsed <= MaxFreshness;
        limit = valid ? parsed : null;
        return valid;
    }

    private static RetrySchedule? RetryOf(RetrySettings? retry, out string? fault)
    {
        fault = null;
        if (retry?.Schedule is { } steps)
        {
            if (retry.MaxRetries is not null || retry.Initial is not null)
            {
                fault = "Either schedule, or max_retries and initial; not both.";
                return null;
            }

            return RetrySchedule.TryCreate(steps, out var schedule, out fault) ? schedule : null;
        }

        var initial = TimeSpan.FromSeconds(1);
        if (
            retry?.MaxRetries is < 0 or > RetrySchedule.MaxSteps
            || (retry?.Initial is { } text && !Durations.TryParse(text, out initial))
            || initial <= TimeSpan.Zero
            || initial > RetrySchedule.MaxExponentialWait
        )
        {
            fault = $"max_retries from 0 to {RetrySchedule.MaxSteps}, initial a duration up to 24h such as 1s.";
            return null;
        }

        return RetrySchedule.Exponential(retry?.MaxRetries ?? 3, initial);
    }
}
