using Integration.Access;
using Integration.Problems;
using Integration.Rates;
using Integration.Resources;
using Npgsql;

namespace Integration.Accounts;

/// <summary>One account at a platform. A thin shell around its configuration, its renewals and its tests.</summary>
internal sealed class AccountGrain : Grain, IAccountGrain, IDisposable
{
    private readonly AccountDesk _desk;
    private readonly TokenKeeping _keeping;
    private readonly TokenRenewal _renewal;
    private readonly CodeExchange _codes;
    private readonly ConnectionTesting _testing;
    private readonly AccountRates _rates;

    public AccountGrain(AccountDesk desk, AccountRates rates, AccountServices services)
    {
        _rates = rates;
        _desk = desk;
        _keeping = new(desk, services);
        _renewal = new(desk, _keeping, services);
        _codes = new(desk, _keeping, services);
        _testing = new(desk, _renewal, services);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        _desk.Load(this.GetPrimaryKeyString(), cancellationToken);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _keeping.Drain(cancellationToken);

    public void Dispose() => _keeping.Dispose();

    public Task<Outcome<AccountResource>> Create(
        AccountSettings settings,
        WriteContext context,
        CancellationToken ct
    ) => _desk.Create(settings, context, ct);

    public Task<Outcome<AccountResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        _desk.Change(mergePatch, context, ct);

    public Task<Outcome<AccountResource>> Delete(WriteContext context, CancellationToken ct) =>
        _desk.Delete(context, ct);

    public async Task<Outcome<ConnectionCheck>> TestConnection(CancellationToken ct)
    {
        var tested = await _testing.Test(ct);
        ForgetUnknown();
        return tested;
    }

    public async Task<Outcome<ConnectionCheck>> TestFor(WriteContext context, CancellationToken ct)
    {
        var tested = await _testing.Test(context, ct);
        ForgetUnknown();
        return tested;
    }

    public async Task<AccountRenewal> Renew(byte[] refused, CancellationToken ct)
    {
        var renewed = await _renewal.Renew(refused, ct);
        ForgetUnknown();
        return renewed;
    }

    public async Task<Outcome<AccountResource>> ExchangeCode(
        AuthorisationRequest request,
        WriteContext context,
        CancellationToken ct
    )
    {
        var authorised = await _codes.Run(request, context, ct);
        ForgetUnknown();
        return authorised;
    }

    public async Task<Outcome<AuthorisationPage>> ShowAuthorisationPage(
        string redirectUri,
        string? state,
        CancellationToken ct
    )
    {
        var page = await _codes.Page(redirectUri, state, ct);
        ForgetUnknown();
        return page;
    }

    public Task<Outcome<RateStatus>> ShowRate(CancellationToken ct) => OfRate(held => _rates.Show(held, ct), ct);

    public Task<Outcome<RateStatus>> ForgetRate(WriteContext context, CancellationToken ct) =>
        OfRate(held => _rates.Forget(held, context, ct), ct);

    public async Task NoteCall(AccountCheck check, CancellationToken ct)
    {
        await _desk.NoteCall(check);
        ForgetUnknown();
    }

    private async Task<Outcome<RateStatus>> OfRate(
        Func<HeldAccount, Task<Outcome<RateStatus>>> ask,
        CancellationToken ct
    )
    {
        try
        {
            await _desk.Freshen(ct);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }

        var rate =
            _desk.Held is { } held ? await ask(held)
            : _desk.HasUnreadableSecrets ? ResourceProblems.UnreadableSecrets(AccountKind.KindName, _desk.Id)
            : ResourceProblems.Unknown(AccountKind.KindName, _desk.Id);
        ForgetUnknown();
        return rate;
    }

    // Ids that nobody configured must not fill the memory.
    private void ForgetUnknown()
    {
        if (!_desk.Exists)
        {
            DeactivateOnIdle();
        }
    }
}
