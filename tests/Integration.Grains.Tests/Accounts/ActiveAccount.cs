using Integration.Access;
using Integration.Problems;
using Integration.Rates;

namespace Integration.Accounts;

/// <summary>
/// An activation of an account's grain without the cluster around it: the same parts, its turns made one at a time, calls
/// interleaving as there.
/// </summary>
internal sealed class ActiveAccount(AccountDesk desk, AccountServices services) : IAccountGrain, IDisposable
{
    private static readonly WriteContext Person = new("person", null);
    private readonly ConcurrentExclusiveSchedulerPair _turns = new();
    private readonly TokenRenewal _renewal = new(desk, services);
    private ConnectionTesting? _testing;

    public AccountHealth Health => desk.Health;

    public Task Load(string id) =>
        Turn(async () =>
        {
            await desk.Load(id, CancellationToken.None);
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
    ) => Turn(() => desk.Create(settings, context, ct));

    public Task<Outcome<AccountResource>> Change(byte[] mergePatch, WriteContext context, CancellationToken ct) =>
        Turn(() => desk.Change(mergePatch, context, ct));

    public Task<Outcome<AccountResource>> Delete(WriteContext context, CancellationToken ct) =>
        Turn(() => desk.Delete(context, ct));

    public Task<Outcome<ConnectionCheck>> TestConnection(CancellationToken ct) =>
        Turn(() => (_testing ??= new(desk, _renewal, services)).Test(ct));

    public Task<Outcome<ConnectionCheck>> TestFor(WriteContext context, CancellationToken ct) =>
        Turn(() => (_testing ??= new(desk, _renewal, services)).Test(context, ct));

    public Task<AccountRenewal> Renew(byte[] refused, CancellationToken ct) => Turn(() => _renewal.Renew(refused, ct));

    public Task<Outcome<RateStatus>> ShowRate(CancellationToken ct) => throw new NotSupportedException();

    public Task<Outcome<RateStatus>> ForgetRate(WriteContext context, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task NoteCall(AccountCheck check, CancellationToken ct) =>
        Turn(async () =>
        {
            await desk.NoteCall(check);
            return true;
        });

    /// <summary>What the grain does before it goes.</summary>
    public Task Drain() =>
        Turn(async () =>
        {
            await _renewal.Drain(CancellationToken.None);
            return true;
        });

    public void Dispose() => desk.Dispose();

    private Task<T> Turn<T>(Func<Task<T>> work) =>
        Task
            .Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _turns.ExclusiveScheduler)
            .Unwrap();
}
