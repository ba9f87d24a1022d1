using Integration.Problems;

namespace Integration.Access;

/// <summary>The changes of API keys, for the grain and for the program's own <c>create-key</c>.</summary>
public static class ApiKeyChanges
{
    /// <summary>Makes a checked key; the answer shows it whole, once.</summary>
    public static ConfigurationChange<ApiKeyResource> Create(ApiKeyDraft draft, CancellationToken ct) =>
        new()
        {
            Action = "api_key.create",
            Target = $"api-key/{draft.Name}",
            Status = 201,
            WithoutSecret = static key => key with { Key = null },
            Write = (connection, now) => ApiKeyStore.Create(connection, draft, now, ct),
        };

    /// <summary>Revokes a key.</summary>
    public static ConfigurationChange<ApiKeyResource> Revoke(ApiKeyResource before, CancellationToken ct) =>
        new()
        {
            Action = "api_key.revoke",
            Target = $"api-key/{before.Name}",
            Status = 200,
            Before = before,
            Write = (connection, now) => ApiKeyStore.Revoke(connection, before.Id, now, ct),
        };

    /// <summary>Changes nothing; only the audit tells of it.</summary>
    public static ConfigurationChange<SignInNote> NoteSignIn(SignInNote note) =>
        new()
        {
            Action = note.IsAdmitted ? "dashboard.sign_in" : "dashboard.refuse",
            Target = "dashboard",
            Status = 200,
            Write = (_, _) => Task.FromResult<Outcome<SignInNote>>(note),
        };
}
