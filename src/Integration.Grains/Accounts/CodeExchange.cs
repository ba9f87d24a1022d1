using Integration.Access;
using Integration.Platforms;
using Integration.Problems;
using Integration.Resources;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Accounts;

/// <summary>
/// Exchanges the code of a person's authorisation for the account's tokens, inside its grain: never beside another exchange, and stored
/// before anybody hears of it.
/// </summary>
internal sealed partial class CodeExchange(AccountDesk account, TokenKeeping keeping, AccountServices services)
{
    private readonly ILogger _logger = services.Logger;
    private RunningExchange? _running;

    /// <summary>The account with the tokens that the code brought; a repeat of a request that was answered gets that answer.</summary>
    /// <param name="request">The code.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="ct">Ends the wait, not the exchange: an answer that nobody waited for would be a lost token.</param>
    public async Task<Outcome<AccountResource>> Run(
        AuthorisationRequest request,
        WriteContext context,
        CancellationToken ct
    )
    {
        if (AuthorisationRules.Check(request) is { } fault)
        {
            return fault;
        }

        try
        {
            return await Running(request, context).WaitAsync(services.Options.RenewalWait, services.Time, ct);
        }
        catch (TimeoutException)
        {
            return AuthorisationProblems.StillUnderWay;
        }
    }

    /// <summary>The page on which a person authorises the account's app.</summary>
    public async Task<Outcome<AuthorisationPage>> Page(string redirectUri, string? state, CancellationToken ct)
    {
        if (AuthorisationRules.CheckPage(redirectUri) is { } fault)
        {
            return fault;
        }

        try
        {
            await account.Freshen(ct);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }

        var able = Able();
        if (!able.Succeeded)
        {
            return able.Problem;
        }

        var (held, connector) = able.Value;
        return connector.AuthorisationPage(held.Credentials, new(redirectUri), state) is { } page
            ? new AuthorisationPage(page.AbsoluteUri)
            : AuthorisationProblems.NoPage(held.Platform, held.Credentials.AppKind);
    }

    // Two who bring the same code share its exchange: the second one would be refused, as spent.
    private Task<Outcome<AccountResource>> Running(AuthorisationRequest request, WriteContext context)
    {
        if (_running is not { Result.IsCompleted: false } running)
        {
            _running = running = new(request, InTurn(request, context));
        }

        return running.Request == request
            ? running.Result
            : Task.FromResult<Outcome<AccountResource>>(AuthorisationProblems.AnotherUnderWay);
    }

    private async Task<Outcome<AccountResource>> InTurn(AuthorisationRequest request, WriteContext context)
    {
        try
        {
            return await keeping.InTurn(() => Once(request, context));
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }

    private async Task<Outcome<AccountResource>> Once(AuthorisationRequest request, WriteContext context)
    {
        await account.Freshen(CancellationToken.None);
        if (
            context.Idempotency is { } claim
            && await services.Answers.Find<AccountResource>(claim, CancellationToken.None) is { } first
        )
        {
            return first.Succeeded ? first with { Value = first.Value with { Health = account.Health } } : first;
        }

        var able = Able();
        if (!able.Succeeded)
        {
            return able.Problem;
        }

        var (held, connector) = able.Value;
        if (context.IfMatch is { } version && version != held.Version)
        {
            return ResourceProblems.Stale(held.Version);
        }

        var before = keeping.Unsettled(held);
        return await keeping.UnderLease<Outcome<AccountResource>>(
            held,
            before,
            static failure => AuthorisationRules.ProblemOf(failure),
            () => Exchange(held, connector, request, context, before)
        );
    }

    private Outcome<(HeldAccount Held, ITokenExchange Connector)> Able()
    {
        if (account.Held is not { } held)
        {
            return account.HasUnreadableSecrets
                ? ResourceProblems.UnreadableSecrets(AccountKind.KindName, account.Id)
                : ResourceProblems.Unknown(AccountKind.KindName, account.Id);
        }

        return services.Connectors.TryFind<ITokenExchange>(held.Platform, out var connector)
            ? (held, connector)
            : AuthorisationProblems.NoExchange(held.Platform);
    }

    private async Task<Outcome<AccountResource>> Exchange(
        HeldAccount held,
        ITokenExchange connector,
        AuthorisationRequest request,
        WriteContext context,
        DateTimeOffset? before
    )
    {
        var code = new AuthorisationCode(request.Code!, request.RedirectUri is { } uri ? new(uri) : null);
        // Never cancelled: the code may be spent already.
        var granted = await connector.ExchangeCode(held.Credentials, code, CancellationToken.None);
        return granted.Succeeded
            ? await Keep(held, granted.Value, context)
            : await Refused(held, granted.Failure, before);
    }

    private async Task<Outcome<AccountResource>> Keep(HeldAccount held, TokenGrant grant, WriteContext context)
    {
        // Another authorisation: how long the one before was to last says nothing about it.
        var patch = TokenKeeping.PatchOf(grant, keepsEnd: false);
        // The version was judged before the code was spent.
        var kept = await keeping.Keep(held, grant, patch, context with { IfMatch = null });
        if (kept is null)
        {
            return account.Held is null
                ? ResourceProblems.Unknown(AccountKind.KindName, account.Id)
                : AuthorisationProblems.Overtaken;
        }

        if (!kept.Succeeded)
        {
            return AuthorisationProblems.NotKept(kept.Problem.Detail);
        }

        await account.Note(AccountDesk.WithoutRefusals);
        LogAuthorised(held.Id, grant.ExpiresAt);
        return kept with { Value = kept.Value with { Health = account.Health } };
    }

    // Before: since when it was unsettled whether the platform has replaced the tokens.
    private async Task<Outcome<AccountResource>> Refused(
        HeldAccount held,
        PlatformFailure failure,
        DateTimeOffset? before
    )
    {
        if (!TokenKeeping.IsUnsettled(failure))
        {
            await account.Note(health => health with { UnsettledRenewalAt = before });
        }

        LogRefused(held.Id, failure.Kind, failure.Reason, failure.Detail);
        var isOfCode = failure is { Kind: FailureKind.Unauthorised or FailureKind.Permanent, HttpStatus: not null };
        return AuthorisationRules.ProblemOf(
            isOfCode && before is { } at ? AccountFailures.CutShort(failure, at) : failure
        );
    }

    [LoggerMessage(
        LogLevel.Information,
        "Account {Account} was authorised by a code; its access token ends {ExpiresAt}"
    )]
    private partial void LogAuthorised(string account, DateTimeOffset? expiresAt);

    [LoggerMessage(LogLevel.Warning, "A code for account {Account} brought no tokens ({Kind}, {Reason}): {Detail}")]
    private partial void LogRefused(string account, FailureKind kind, FailureReason reason, string detail);

    private sealed record RunningExchange(AuthorisationRequest Request, Task<Outcome<AccountResource>> Result);
}
