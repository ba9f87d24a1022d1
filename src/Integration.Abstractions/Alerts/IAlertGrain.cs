using Integration.Access;
using Integration.Problems;
using Orleans.Concurrency;

namespace Integration.Alerts;

/// <summary>
/// The one stepper of the alert engine and the only writer of alerts, rules, silences and waiting notices. One grain, because groups reach
/// across alerts. Key: <see cref="Key"/>.
/// </summary>
[Alias("integration.IAlertGrain")]
public interface IAlertGrain : IGrainWithStringKey
{
    /// <summary>The key under which the one grain is found.</summary>
    const string Key = "alerts";

    /// <summary>Makes a step, unless the last one is more recent than half of the interval. Called by every silo.</summary>
    [Alias("Step")]
    Task Step(CancellationToken ct);

    /// <summary>Takes what a silo has measured; it counts at the next step. Beyond the limit the oldest values are dropped.</summary>
    /// <param name="silo">The silo's name; that it reports is measured too.</param>
    /// <param name="values">At most a few hundred.</param>
    /// <param name="ct">Cancels nothing that was taken.</param>
    [Alias("Observe"), AlwaysInterleave]
    Task Observe(string silo, MeasuredValue[] values, CancellationToken ct);

    /// <summary>When the last step was stored, UTC; null for none since the grain came to be.</summary>
    [Alias("LastStep"), AlwaysInterleave]
    Task<DateTimeOffset?> LastStep(CancellationToken ct);

    /// <summary>Notes that the caller has an alert in hand: no reminders until it has recovered.</summary>
    /// <param name="id">The alert's id.</param>
    /// <param name="context">Who.</param>
    /// <param name="ct">Cancels before the commit.</param>
    [Alias("Acknowledge")]
    Task<Outcome<AlertResource>> Acknowledge(string id, WriteContext context, CancellationToken ct);

    /// <summary>Makes a rule of the caller's own.</summary>
    /// <param name="rule">The rule as JSON, unread.</param>
    /// <param name="context">Who, and under which conditions.</param>
    /// <param name="ct">Cancels before the commit.</param>
    [Alias("CreateRule")]
    Task<Outcome<AlertRuleResource>> CreateRule(byte[] rule, WriteContext context, CancellationToken ct);

    /// <summary>Changes a rule, a shipped one too, by JSON merge patch.</summary>
    [Alias("ChangeRule")]
    Task<Outcome<AlertRuleResource>> ChangeRule(string id, byte[] patch, WriteContext context, CancellationToken ct);

    /// <summary>Deletes a rule that was not shipped; its alerts are forgotten without a notice.</summary>
    [Alias("DeleteRule")]
    Task<Outcome<AlertRuleResource>> DeleteRule(string id, WriteContext context, CancellationToken ct);

    /// <summary>Makes a shipped rule again what it was when it was shipped.</summary>
    [Alias("ResetRule")]
    Task<Outcome<AlertRuleResource>> ResetRule(string id, WriteContext context, CancellationToken ct);

    /// <summary>Makes a silence.</summary>
    /// <param name="silence">As JSON, unread.</param>
    /// <param name="context">Who, and under which conditions.</param>
    /// <param name="ct">Cancels before the commit.</param>
    [Alias("CreateSilence")]
    Task<Outcome<AlertSilenceResource>> CreateSilence(byte[] silence, WriteContext context, CancellationToken ct);

    /// <summary>Ends a silence; what has changed meanwhile is told.</summary>
    [Alias("DeleteSilence")]
    Task<Outcome<AlertSilenceResource>> DeleteSilence(Guid id, WriteContext context, CancellationToken ct);

    /// <summary>How every configured channel of notices stands.</summary>
    [Alias("Channels")]
    Task<NoticeChannelResource[]> Channels(CancellationToken ct);

    /// <summary>Queues a test notice in one channel; the history of notices tells what became of it.</summary>
    [Alias("TestChannel")]
    Task<Outcome<NoticeChannelResource>> TestChannel(string name, WriteContext context, CancellationToken ct);
}
