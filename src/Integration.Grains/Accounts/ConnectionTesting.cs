using Integration.Access;
using Integration.Platforms;
using Integration.Problems;
using Integration.Resources;
using Npgsql;

namespace Integration.Accounts;

/// <summary>Tests the credentials of one account, inside its grain: one test at a time for one version of it.</summary>
internal sealed class ConnectionTesting(AccountDesk account, TokenRenewal renewal, AccountServices services)
{
    private RunningTest? _running;

    /// <summary>As <see cref="Test(CancellationToken)"/>; a repeat of a request that was answered gets that answer, and the platform no call.</summary>
    public async Task<Outcome<ConnectionCheck>> Test(WriteContext context, CancellationToken ct)
    {
        if (context.Idempotency is not { } claim)
        {
            return await Test(ct);
        }

        try
        {
            if (await services.Answers.Find<ConnectionCheck>(claim, ct) is { } first)
            {
                return first;
            }

            var tested = await Test(ct);
            return tested.Succeeded ? await services.Answers.Keep(claim, status: 200, tested.Value, ct) : tested;
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    /// <summary>Calls the platform; a token that has ended is renewed once, as for every other call.</summary>
    /// <param name="ct">Ends the wait, not the test, which ends by itself.</param>
    public async Task<Outcome<ConnectionCheck>> Test(CancellationToken ct)
    {
        try
        {
            await account.Freshen(ct);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }

        if (account.HasUnreadableSecrets)
        {
            return ResourceProblems.UnreadableSecrets(AccountKind.KindName, account.Id);
        }

        if (account.Held is not { } held)
        {
            return ResourceProblems.Unknown(AccountKind.KindName, account.Id);
        }

        return services.Connectors.TryFind<IConnectionTest>(held.Platform, out var connector)
            ? await Running(held, connector).WaitAsync(ct)
            : AccountProblems.CannotTest(held.Platform);
    }

    // What another version of the account is tested for says nothing about this one.
    private Task<ConnectionCheck> Running(HeldAccount held, IConnectionTest connector)
    {
        if (_running is not { Result.IsCompleted: false } running || running.Version != held.Version)
        {
            _running = running = new(held.Version, Run(held, connector));
        }

        return running.Result;
    }

    private async Task<ConnectionCheck> Run(HeldAccount held, IConnectionTest connector)
    {
        var check = await Checked(held, connector);
        await account.Note(health => health with { LastTest = new(check.At) { Failure = check.Failure } });
        return check;
    }

    private async Task<ConnectionCheck> Checked(HeldAccount held, IConnectionTest connector)
    {
        using var limit = new CancellationTokenSource(services.Options.TestTimeout, services.Time);
        try
        {
            var (report, last) = await Asked(held, connector, limit.Token);
            return new ConnectionCheck(services.Clock.UtcNow())
            {
                Call = report.Value?.Call,
                TokenProved = report.Value?.TokenProved ?? false,
                TokenRenewed = last.Secrets.AccessToken != held.Secrets.AccessToken,
                Failure = report.Failure,
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new(services.Clock.UtcNow()) { Failure = AccountFailures.TooSlow(services.Options.TestTimeout) };
        }
    }

    private async Task<(PlatformResult<ConnectionReport> Report, HeldAccount Last)> Asked(
        HeldAccount held,
        IConnectionTest connector,
        CancellationToken ct
    )
    {
        var report = await connector.TestConnection(held.Credentials, ct);
        if (report.Failure is not { Kind: FailureKind.Unauthorised } || held.Credentials.RefreshToken is null)
        {
            return (report, account.Held ?? held);
        }

        // Whatever the reason: to some platforms a token that was replaced is a withdrawn authorisation.
        var renewed = await renewal.Renew(held.TokenPrint, ct);
        return renewed.Failure is { } failure ? (failure, held)
            : account.Held is { } next ? (await connector.TestConnection(next.Credentials, ct), next)
            : (report, held);
    }

    private sealed record RunningTest(long Version, Task<ConnectionCheck> Result);
}
