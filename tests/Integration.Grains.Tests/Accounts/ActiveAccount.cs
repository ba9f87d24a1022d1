using Integration.Access;
using Integration.Problems;
using Integration.Rates;

namespace Integration.Accounts;

/// <summary>
/// An activation of an account's grain without the cluster around it: the same parts, its turns made one at a time, calls
/// interleaving as there.
/// </summary>
internal sealed class ActiveAccount : IAccountGrain, IDisposable
{
    private static readonly WriteContext Person = new("person", null);
    private readonly ConcurrentExclusiveSchedulerPair _turns = new();
    private readonly AccountDesk _desk;
    private readonly TokenKeeping _keeping;
    private readonly TokenRenewal _renewal;
    private readonly CodeExchange _codes;
    private readonly ConnectionTesting _testing;

    public ActiveAccount(AccountDesk desk, AccountServices services)
    {
        _desk = desk;
        _keeping = new(desk, services);
        _renewal = new(desk, _keeping, services);
        _codes = new(desk, _keeping, services);
        _testing = new(desk, _renewal, services);
    }

    public AccountHealth Health => _desk.Health;

    public Task Load(string id) =>
        Turn(async () =>
        {
            await _desk.Load(id, CancellationToken.None);
            return true;
        });

    public Task<Outcome<AccountResource>> Create(AccountSettings settings) =>
        Create(settings, Person, CancellationToken.None);

    public Task<Outcome<AccountResource>> Change(string mergePatch) =>
        Change(System.Text.Encoding.UTF8.GetBytes(mergePatch), Person, CancellationToken.None);

    public Task<Outcome<AccountResource>> Create(
        AccountSettings settings,
        WriteContext context,
        CancellationToken ct
    ) => Turn(() => _desk.Create(settings, context, ct));

    public Task<Outcome<AccountResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        Turn(() => _desk.Change(mergePatch, context, ct));

    public Task<Outcome<AccountResource>> Delete(WriteContext context, CancellationToken ct) =>
        Turn(() => _desk.Delete(context, ct));

    public Task<Outcome<ConnectionCheck>> TestConnection(CancellationToken ct) => Turn(() => _testing.Test(ct));

    public Task<Outcome<ConnectionCheck>> TestFor(WriteContext context, CancellationToken ct) =>
        Turn(() => _testing.Test(context, ct));

    public Task<AccountRenewal> Renew(byte[] refused, CancellationToken ct) => Turn(() => _renewal.Renew(refused, ct));

    public Task<Outcome<AccountResource>> ExchangeCode(string code, WriteContext? context = null) =>
        ExchangeCode(new() { Code = code, RedirectUri = "https://erp.example.com/back" }, context ?? Person, default);

    public Task<Outcome<AccountResource>> ExchangeCode(
        AuthorisationRequest request,
        WriteContext context,
        CancellationToken ct
    ) => Turn(() => _codes.Run(request, context, ct));

    public Task<Outcome<AuthorisationPage>> ShowAuthorisationPage(
        string redirectUri,
        string? state,
        CancellationToken ct
    ) => Turn(() => _codes.Page(redirectUri, state, ct));

    public Task<Outcome<RateStatus>> ShowRate(CancellationToken ct) => throw new NotSupportedException();

    public Task<Outcome<RateStatus>> ForgetRate(WriteContext context, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task NoteCall(AccountCheck check, CancellationToken ct) =>
        Turn(async () =>
        {
            await _desk.NoteCall(check);
            return true;
        });

    /// <summary>What the grain does before it goes.</summary>
    public Task Drain() =>
        Turn(async () =>
        {
            await _keeping.Drain(CancellationToken.None);
            return true;
        });

    public void Dispose()
    {
        _keeping.Dispose();
        _desk.Dispose();
    }

    private Task<T> Turn<T>(Func<Task<T>> work) =>
        Task
            .Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _turns.ExclusiveScheduler)
            .Unwrap();
}
