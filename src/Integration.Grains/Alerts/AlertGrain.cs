using Integration.Access;
using Integration.Problems;
using Npgsql;

namespace Integration.Alerts;

/// <summary>The shell around the <see cref="AlertDesk"/>: one activation, so one stepper.</summary>
internal sealed class AlertGrain(AlertDesk desk) : Grain, IAlertGrain
{
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await desk.DisposeAsync();

    public async Task Step(CancellationToken ct)
    {
        await desk.Step(ct);
        LeaveIfSuperseded();
    }

    public Task Observe(string silo, MeasuredValue[] values, CancellationToken ct)
    {
        desk.Observe(silo, values);
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> LastStep(CancellationToken ct) => Task.FromResult(desk.LastStep);

    public Task<Outcome<AlertResource>> Acknowledge(string id, WriteContext context, CancellationToken ct) =>
        Guarded(() => desk.Acknowledge(id, context, ct));

    public Task<Outcome<AlertRuleResource>> CreateRule(byte[] rule, WriteContext context, CancellationToken ct) =>
        Changed(settings => settings.CreateRule(rule, context, ct), ct);

    public Task<Outcome<AlertRuleResource>> ChangeRule(
        string id,
        byte[] patch,
        WriteContext context,
        CancellationToken ct
    ) => Changed(settings => settings.ChangeRule(id, patch, context, ct), ct);

    public Task<Outcome<AlertRuleResource>> DeleteRule(string id, WriteContext context, CancellationToken ct) =>
        Changed(settings => settings.DeleteRule(id, context, ct), ct);

    public Task<Outcome<AlertRuleResource>> ResetRule(string id, WriteContext context, CancellationToken ct) =>
        Changed(settings => settings.ResetRule(id, context, ct), ct);

    public Task<Outcome<AlertSilenceResource>> CreateSilence(
        byte[] silence,
        WriteContext context,
        CancellationToken ct
    ) => Changed(settings => settings.CreateSilence(silence, context, ct), ct);

    public Task<Outcome<AlertSilenceResource>> DeleteSilence(Guid id, WriteContext context, CancellationToken ct) =>
        Changed(settings => settings.DeleteSilence(id, context, ct), ct);

    public Task<NoticeChannelResource[]> Channels(CancellationToken ct) => desk.Channels(ct);

    public Task<Outcome<NoticeChannelResource>> TestChannel(string name, WriteContext context, CancellationToken ct) =>
        Guarded(() => desk.Test(name, context, ct));

    private Task<Outcome<T>> Changed<T>(Func<AlertSettings, Task<Outcome<T>>> change, CancellationToken ct)
        where T : class =>
        Guarded(async () =>
        {
            var outcome = await change(await desk.Settings(ct));
            desk.Rebuild();
            return outcome;
        });

    private async Task<Outcome<T>> Guarded<T>(Func<Task<Outcome<T>>> change)
        where T : class
    {
        try
        {
            var outcome = await change();
            LeaveIfSuperseded();
            return outcome;
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    private void LeaveIfSuperseded()
    {
        if (desk.IsSuperseded)
            DeactivateOnIdle();
    }
}
