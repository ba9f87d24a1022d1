using Integration.Access;
using Integration.Pipeline;
using Integration.Problems;
using Integration.Rates;
using Npgsql;

namespace Integration.Accounts;

/// <summary>What was learnt about the rate of an account, for people: they may look, and have it forgotten.</summary>
internal sealed class AccountRates(RateBook book, ConfigurationTransaction transaction, IGrainFactory grains)
{
    /// <summary>What was learnt.</summary>
    public async Task<Outcome<RateStatus>> Show(HeldAccount account, CancellationToken ct) =>
        await GrainOf(account).Show(account.Id, ct);

    /// <summary>Forgets it, and says in the audit who wanted that.</summary>
    public async Task<Outcome<RateStatus>> Forget(HeldAccount account, WriteContext context, CancellationToken ct)
    {
        var grain = GrainOf(account);
        try
        {
            return await transaction.Run(
                context,
                new ConfigurationChange<RateStatus>
                {
                    Action = "account.forget_rate",
                    Target = $"{AccountKind.KindName}/{account.Id}",
                    Status = 200,
                    Before = await grain.Show(account.Id, ct),
                    Write = async (_, _) => await grain.Forget(account.Id, ct),
                },
                ct
            );
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    private IRateLimitGrain GrainOf(HeldAccount account)
    {
        var call = new RatedCall(account.Platform, account.Id, account.Credentials.AppKey, RateSchedule.AnyCall);
        return grains.GetGrain<IRateLimitGrain>(book.LineOf(call).Key);
    }
}
