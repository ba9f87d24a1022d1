using System.Text.Json;
using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Resources;
using Integration.Time;

namespace Integration.Alerts;

/// <summary>Rules and silences: read once, changed here alone, each change with its audit in one transaction.</summary>
internal sealed class AlertSettings(
    AlertRuleTable ruleTable,
    AlertSilenceTable silenceTable,
    ConfigurationTransaction transaction,
    AlertStepOptions options,
    IIdGenerator ids,
    DatabaseClock clock
)
{
    private const int MaxComment = 500;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromDays(366);
    private Dictionary<string, StoredAlertRule> _rules = new(StringComparer.Ordinal);
    private List<AlertSilence> _silences = [];

    /// <summary>All rules, those that are switched off too.</summary>
    public IEnumerable<AlertRule> Rules => _rules.Values.Select(static one => one.Rule);

    /// <summary>Silences that are not over.</summary>
    public IReadOnlyList<AlertSilence> Silences => _silences;

    /// <summary>Another activation has written what this one believes to hold.</summary>
    public bool IsStale { get; private set; }

    /// <summary>The answer to a change was lost: only the rows know what holds.</summary>
    public bool IsLost { get; private set; }

    public async Task Load(CancellationToken ct)
    {
        _rules = (await ruleTable.Load(ct)).ToDictionary(static one => one.Rule.Id, StringComparer.Ordinal);
        _silences = [.. await silenceTable.LoadOpen(clock.UtcNow(), options.MaxSilences, ct)];
        IsLost = false;
    }

    public async Task<Outcome<AlertRuleResource>> CreateRule(byte[] body, WriteContext context, CancellationToken ct)
    {
        var read = AlertProblems.Read<AlertRule>(body);
        if (!read.Succeeded)
            return read.Problem;
        if (AlertRuleFaults.Of(read.Value) is { Count: > 0 } faults)
            return AlertProblems.Faults(faults);
        var rule = new StoredAlertRule(read.Value, 1, clock.UtcNow());
        var taken = _rules.ContainsKey(rule.Rule.Id);
        var full = _rules.Values.Count(static one => !one.IsShipped) >= options.MaxRules;
        var change = ChangeOf("create", 201, rule.Rule.Id) with
        {
            // Judged inside the transaction: a repeat of the request that made it has its answer stored.
            Write = async (connection, _) =>
                taken ? AlertProblems.Taken(rule.Rule.Id)
                : full ? AlertProblems.LimitReached("rules of your own", options.MaxRules)
                : Noted(await AlertRuleTable.Write(connection, rule, ct)) ? rule.Show()
                : AlertProblems.Taken(rule.Rule.Id),
        };
        return await Run(context, change, () => _rules[rule.Rule.Id] = rule, ct);
    }

    public async Task<Outcome<AlertRuleResource>> ChangeRule(
        string id,
        byte[] patch,
        WriteContext context,
        CancellationToken ct
    )
    {
        if (Refusal(id, context) is { } refusal)
            return refusal;
        var before = _rules[id];
        var target = JsonSerializer.SerializeToUtf8Bytes(before.Rule, AlertJson.Options);
        if (!JsonMergePatch.TryApply(target, patch, out var merged, out var malformed))
            return new Problem("invalid-json", 400, malformed!.Detail);
        var read = AlertProblems.Read<AlertRule>(merged);
        if (!read.Succeeded)
            return read.Problem;
        if (!read.Value.Id.Equals(id, StringComparison.Ordinal))
            return ResourceProblems.IdChanged;
        if (AlertRuleFaults.Of(read.Value) is { Count: > 0 } faults)
            return AlertProblems.Faults(faults);
        var next = before with { Rule = read.Value, Version = before.Version + 1, UpdatedAt = clock.UtcNow() };
        var change = ChangeOf("change", 200, id) with
        {
            Before = before.Show(),
            Write = async (connection, _) =>
                Noted(await AlertRuleTable.Write(connection, next, ct))
                    ? next.Show()
                    : ResourceProblems.Stale(next.Version),
        };
        return await Run(context, change, () => _rules[id] = next, ct);
    }

    public async Task<Outcome<AlertRuleResource>> DeleteRule(string id, WriteContext context, CancellationToken ct)
    {
        if (Refusal(id, context) is { } refusal)
            return refusal;
        return _rules[id].IsShipped
            ? AlertProblems.Shipped(id)
            : await Take(id, ChangeOf("delete", 204, id) with { IsDeletion = true }, null, context, ct);
    }

    public async Task<Outcome<AlertRuleResource>> ResetRule(string id, WriteContext context, CancellationToken ct)
    {
        if (Refusal(id, context) is { } refusal)
            return refusal;
        if (AlertRuleTable.ShippedOf(id) is not { } shipped)
            return AlertProblems.NotShipped(id);
        var reset = new StoredAlertRule(shipped, 0, null) { IsShipped = true };
        return await Take(id, ChangeOf("reset", 200, id), reset, context, ct);
    }

    public async Task<Outcome<AlertSilenceResource>> CreateSilence(
        byte[] body,
        WriteContext context,
        CancellationToken ct
    )
    {
        var read = AlertProblems.Read<AlertSilenceRequest>(body);
        if (!read.Succeeded)
            return read.Problem;
        var now = clock.UtcNow();
        var silence = new AlertSilence
        {
            Id = ids.NewId(now).ToString(),
            Matchers = read.Value.Matchers,
            From = read.Value.From ?? now,
            Until = read.Value.Until,
            By = context.Actor,
            Comment = read.Value.Comment ?? "",
        };
        if (Faults(silence, now) is { Count: > 0 } faults)
            return AlertProblems.Faults(faults);
        _silences.RemoveAll(one => one.Until <= now);
        if (_silences.Count >= options.MaxSilences)
            return AlertProblems.LimitReached("silences", options.MaxSilences);
        var shown = AlertSilenceTable.Show(silence);
        var change = new ConfigurationChange<AlertSilenceResource>
        {
            Action = "alert_silence.create",
            Target = $"alert-silence/{silence.Id}",
            Status = 201,
            Write = async (connection, at) =>
            {
                await AlertSilenceTable.Add(connection, silence, at, ct);
                return shown;
            },
        };
        return await Run(context, change, () => _silences.Add(silence), ct);
    }

    public async Task<Outcome<AlertSilenceResource>> DeleteSilence(Guid id, WriteContext context, CancellationToken ct)
    {
        var key = id.ToString();
        if (_silences.Find(one => one.Id.Equals(key, StringComparison.Ordinal)) is not { } silence)
            return new Problem("not-found", 404, $"There is no silence '{key}' that is not over.");
        var change = new ConfigurationChange<AlertSilenceResource>
        {
            Action = "alert_silence.delete",
            Target = $"alert-silence/{key}",
            Status = 204,
            Before = AlertSilenceTable.Show(silence),
            IsDeletion = true,
            Write = async (connection, _) =>
            {
                await AlertSilenceTable.Delete(connection, id, ct);
                return AlertSilenceTable.Show(silence);
            },
        };
        return await Run(context, change, () => _silences.Remove(silence), ct);
    }

    private static Dictionary<string, string[]> Faults(AlertSilence silence, DateTimeOffset now)
    {
        var faults = silence.Faults().ToDictionary(StringComparer.Ordinal);
        if (silence.Until <= now)
            faults["until"] = ["must be in the future"];
        else if (silence.Until - now > LongestSilence)
            faults["until"] = ["must be within a year"];
        if (silence.Comment.Length > MaxComment || silence.Comment.Any(static c => char.IsControl(c) && c != '\n'))
            faults["comment"] = [$"must have at most {MaxComment} characters, none of them a control character"];
        if (silence.Matchers.Values.Any(static value => value.Length > MaxComment))
            faults["matchers"] = [$"must have values of at most {MaxComment} characters"];
        return faults;
    }

    private Task<Outcome<AlertRuleResource>> Take(
        string id,
        ConfigurationChange<AlertRuleResource> change,
        StoredAlertRule? next,
        WriteContext context,
        CancellationToken ct
    )
    {
        var before = _rules[id];
        change = change with
        {
            Before = before.Show(),
            Write = async (connection, _) =>
                before.Version == 0 || Noted(await AlertRuleTable.Delete(connection, before, ct))
                    ? (next ?? before).Show()
                    : ResourceProblems.Stale(before.Version),
        };
        return Run(
            context,
            change,
            () =>
            {
                if (next is null)
                    _rules.Remove(id);
                else
                    _rules[id] = next;
            },
            ct
        );
    }

    private bool Noted(bool written)
    {
        IsStale |= !written;
        return written;
    }

    private async Task<Outcome<T>> Run<T>(
        WriteContext context,
        ConfigurationChange<T> change,
        Action done,
        CancellationToken ct
    )
        where T : class
    {
        var wasLost = IsLost;
        IsLost = true;
        var outcome = await transaction.Run(context, change, ct);
        IsLost = wasLost;
        if (outcome is { Succeeded: true, Replayed: false })
            done();
        return outcome;
    }

    private Problem? Refusal(string id, WriteContext context) =>
        !_rules.TryGetValue(id, out var rule) ? ResourceProblems.Unknown("alert rule", id)
        : context.IfMatch is { } version && version != rule.Version ? ResourceProblems.Stale(rule.Version)
        : null;

    private static ConfigurationChange<AlertRuleResource> ChangeOf(string verb, int status, string id) =>
        new()
        {
            Action = $"alert_rule.{verb}",
            Target = $"alert-rule/{id}",
            Status = status,
            Write = static (_, _) => throw new InvalidOperationException("Each change says how it is written."),
        };
}
