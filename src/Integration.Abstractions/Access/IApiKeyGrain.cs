using Integration.Problems;

namespace Integration.Access;

/// <summary>The only writer of API keys. One grain, key <c>api-keys</c>: changes are rare and names are unique.</summary>
[Alias("integration.IApiKeyGrain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>The key under which the one grain is found.</summary>
    const string Key = "api-keys";

    /// <summary>Makes a key; the answer is the only place that ever shows it whole.</summary>
    [Alias("Create")]
    Task<Outcome<ApiKeyResource>> Create(ApiKeyDraft draft, WriteContext context, CancellationToken ct);

    /// <summary>Revokes a key; gateways refuse it within their cache time (5 s by default).</summary>
    [Alias("Revoke")]
    Task<Outcome<ApiKeyResource>> Revoke(string id, WriteContext context, CancellationToken ct);

    /// <summary>Writes an attempt to sign in at the dashboard into the audit; whoever lets in waits for it.</summary>
    [Alias("NoteSignIn")]
    Task<Outcome<SignInNote>> NoteSignIn(SignInNote note, WriteContext context, CancellationToken ct);
}
