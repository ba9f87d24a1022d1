using Integration.Problems;

namespace Integration.Access;

/// <summary>The only writer of API keys.</summary>
internal sealed class ApiKeyGrain(ConfigurationTransaction transaction, ApiKeyStore store) : Grain, IApiKeyGrain
{
    public async Task<Outcome<ApiKeyResource>> Create(ApiKeyDraft draft, WriteContext context, CancellationToken ct) =>
        ApiKeyRules.Check(draft) is { } problem
            ? problem
            : await transaction.Run(
                context,
                new ConfigurationChange<ApiKeyResource>
                {
                    Action = "api_key.create",
                    Target = $"api-key/{draft.Name}",
                    Status = 201,
                    WithoutSecret = static key => key with { Key = null },
                    Write = (connection, now) => ApiKeyStore.Create(connection, draft, now, ct),
                },
                ct
            );

    public async Task<Outcome<ApiKeyResource>> Revoke(string id, WriteContext context, CancellationToken ct) =>
        await store.Find(id, ct) is not { RevokedAt: null } before
            ? new Problem("not-found", 404, $"There is no valid API key '{id}'.")
            : await transaction.Run(
                context,
                new ConfigurationChange<ApiKeyResource>
                {
                    Action = "api_key.revoke",
                    Target = $"api-key/{before.Name}",
                    Status = 200,
                    Before = before,
                    Write = (connection, now) => ApiKeyStore.Revoke(connection, id, now, ct),
                },
                ct
            );
}
