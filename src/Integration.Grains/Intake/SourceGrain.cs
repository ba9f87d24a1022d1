using System.Security.Cryptography;
using Integration.Access;
using Integration.Catalogue;
using Integration.Mapping;
using Integration.Platforms;
using Integration.Problems;
using Integration.Resources;
using Integration.Time;
using Orleans.Placement;

namespace Integration.Intake;

/// <summary>One source: verifies and maps what comes in, and is the only writer of its configuration.</summary>
// Where its first request arrives: gateways spread sources over the silos by hash and stay with their choice, so that what a
// source takes in makes no hop from silo to silo.
[PreferLocalPlacement]
internal sealed class SourceGrain(
    ResourceDesk<SourceSettings, SourceSecrets, SourceResource> desk,
    EventAppender appender,
    PayloadParser payloads,
    ConnectorCatalogue connectors,
    DatabaseClock clock,
    IntakeMetrics metrics
) : Grain, ISourceGrain
{
    // Null where there is no such source.
    private SourceRuntime? _runtime;

    // Orleans decodes it anew at each question.
    private string? _id;

    private string Id => _id ??= this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await desk.Load(Id, cancellationToken);
        Configure();
    }

    public async Task<AppendResult> Receive(IncomingWebhook webhook, CancellationToken ct) =>
        Check(webhook, out var draft) ?? Accepted(await appender.Append(draft!));

    public async Task<AppendResult?[]> ReceiveMany(IncomingWebhook[] webhooks, CancellationToken ct)
    {
        var results = new AppendResult?[webhooks.Length];
        var drafts = new List<EventDraft>(webhooks.Length);
        var places = new List<int>(webhooks.Length);
        for (var i = 0; i < webhooks.Length; i++)
        {
            try
            {
                results[i] = Check(webhooks[i], out var draft);
                if (draft is not null)
                {
                    drafts.Add(draft);
                    places.Add(i);
                }
            }
            catch (Exception)
            {
                // One that breaks must not take its neighbours along: without a result it is called for alone.
                results[i] = null;
            }
        }

        var appended = await appender.Append(drafts);
        for (var i = 0; i < appended.Length; i++)
        {
            results[places[i]] = Accepted(appended[i]);
        }

        return results;
    }

    public Task<Outcome<SourceResource>> Create(SourceSettings settings, WriteContext context, CancellationToken ct) =>
        Changed(desk.Create(settings, context, ct));

    public Task<Outcome<SourceResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        Changed(desk.Change(mergePatch, context, ct));

    public Task<Outcome<SourceResource>> Delete(WriteContext context, CancellationToken ct) =>
        Changed(desk.Delete(context, ct));

    // Why it is refused, or null and the event that it brings.
    private AppendResult? Check(IncomingWebhook webhook, out EventDraft? draft)
    {
        draft = null;
        if (desk.HasUnreadableSecrets)
        {
            return Refuse(webhook, ResourceProblems.UnreadableSecrets("source", Id));
        }

        if (_runtime is not { } source)
        {
            // Ids that nobody configured must not fill the memory.
            DeactivateOnIdle();
            return Refuse(webhook, IntakeProblems.UnknownSource(Id));
        }

        if (!source.Enabled)
        {
            return Refuse(webhook, IntakeProblems.DisabledSource(Id));
        }

        var now = clock.UtcNow();
        var reading = source.Read(webhook, now);
        if (!reading.Check.Succeeded)
        {
            return Refuse(webhook, new Problem(reading.Check.Slug, 401, reading.Check.Detail));
        }

        var parsed = payloads.Parse(webhook.ContentType, webhook.Body);
        if (!parsed.Succeeded)
        {
            return Refuse(webhook, new Problem(parsed.Slug, 400, parsed.Detail));
        }

        using var payload = parsed.Document;
        draft = DraftOf(webhook, source, reading, payload, now);
        return null;
    }

    private async Task<Outcome<SourceResource>> Changed(Task<Outcome<SourceResource>> change)
    {
        try
        {
            return await change;
        }
        finally
        {
            Configure();
        }
    }

    private void Configure()
    {
        if (desk.IsStale)
        {
            // The next activation reads the row; until then webhooks are taken by what was known.
            DeactivateOnIdle();
            return;
        }

        _runtime = desk.Configured is var (row, secrets)
            ? SourceRules.Compile(row.Settings, secrets.Secrets, connectors).Value
            : null;
    }

    private EventDraft DraftOf(
        IncomingWebhook webhook,
        SourceRuntime source,
        WebhookReading reading,
        PayloadDocument payload,
        DateTimeOffset now
    )
    {
        var mapped = source.Mapping.Read(payload, webhook.Header);
        var (check, told) = (reading.Check, reading.Told);
        return new EventDraft
        {
            EventId = webhook.EventId,
            Source = Id,
            Type = mapped.Type == EventTypes.Unmapped && told is not null ? told.Type : mapped.Type,
            // What the mapping names is the sender's own word for it; the scheme's id is the next best.
            Key = mapped.Id ?? told?.Id ?? check.EventKey,
            Subject = mapped.Subject ?? told?.Subject,
            Time = mapped.Time ?? told?.Time,
            Version = mapped.Version,
            Payload = webhook.Body,
            ContentType = webhook.ContentType,
            PayloadKind = (PayloadKind)payload.Form,
            Nonce = check.Nonce is { } nonce
                ? new ReplayNonce(nonce, SHA256.HashData(webhook.Body), now + (source.Tolerance * 2))
                : null,
            TraceParent = webhook.TraceParent,
        };
    }

    // Platforms repeat what they have not heard their own word of "received" for.
    private AppendResult Accepted(AppendResult result) =>
        _runtime?.Platform is null ? result : result with { IsPlatforms = true };

    private AppendResult Refuse(IncomingWebhook webhook, Problem problem)
    {
        metrics.Refused(problem.Slug);
        return new AppendResult(webhook.EventId, false, problem);
    }
}
