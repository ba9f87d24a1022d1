using Integration.Problems;
using Npgsql;

namespace Integration.Access;

/// <summary>The only writer of API keys while the cluster runs.</summary>
internal sealed class ApiKeyGrain(ConfigurationTransaction transaction, ApiKeyStore store) : Grain, IApiKeyGrain
{
    public async Task<Outcome<ApiKeyResource>> Create(ApiKeyDraft draft, WriteContext context, CancellationToken ct) =>
        ApiKeyRules.Check(draft) is { } problem ? problem : await Run(context, ApiKeyChanges.Create(draft, ct), ct);

    public async Task<Outcome<ApiKeyResource>> Revoke(string id, WriteContext context, CancellationToken ct) =>
        await store.Find(id, ct) is { RevokedAt: null } before
            ? await Run(context, ApiKeyChanges.Revoke(before, ct), ct)
            : new Problem("not-found", 404, $"There is no valid API key '{id}'.");

    public Task<Outcome<SignInNote>> NoteSignIn(SignInNote note, WriteContext context, CancellationToken ct) =>
        Run(context, ApiKeyChanges.NoteSignIn(note), ct);

    private async Task<Outcome<T>> Run<T>(WriteContext context, ConfigurationChange<T> change, CancellationToken ct)
        where T : class
    {
        try
        {
            return await transaction.Run(context, change, ct);
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }
    }
}
