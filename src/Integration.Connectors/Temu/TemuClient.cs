using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Temu;

/// <summary>Calls of Temu's partner platform.</summary>
internal sealed class TemuClient(
    ConnectorDeclaration declaration,
    TemuOptions options,
    IPlatformTransport transport,
    TimeProvider time
)
{
    /// <summary>Makes a call of the shop.</summary>
    /// <param name="account">Signs it; its kind of app chooses the gateway.</param>
    /// <param name="type">Its name.</param>
    /// <param name="fields">The call's own fields.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string type,
        Dictionary<string, TemuField> fields,
        CancellationToken ct
    ) => Send(account, Made(type, fields, TemuErrors.Of), ct);

    /// <summary>
    /// Makes a call of the shop that changes something, and does not make it again where it may have been carried out. Its answer
    /// needs no result.
    /// </summary>
    /// <param name="account">Signs it; its kind of app chooses the gateway.</param>
    /// <param name="type">Its name.</param>
    /// <param name="fields">The call's own fields.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<PlatformResult<PlatformReply>> CallOnce(
        AccountCredentials account,
        string type,
        Dictionary<string, TemuField> fields,
        CancellationToken ct
    ) => Send(account, Made(type, fields, TemuErrors.OfEnvelope) with { IsRepeatable = false }, ct);

    /// <summary>Exchanges the code of an authorisation; the account's own token does not go with it.</summary>
    public Task<PlatformResult<PlatformReply>> Exchange(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    )
    {
        var fields = new Dictionary<string, TemuField>(StringComparer.Ordinal) { ["code"] = TemuField.Of(code.Code) };
        var call = Made(TemuCalls.TokenCreate, fields, TemuErrors.Of);
        var asked = call with
        {
            Request = signer => call.Request(signer with { AccessToken = null }),
            IsRefresh = true,
            AuthorisationCode = code.Code,
        };
        return Send(account, asked, ct);
    }

    private async Task<PlatformResult<PlatformReply>> Send(
        AccountCredentials account,
        PlatformCall call,
        CancellationToken ct
    )
    {
        if (declaration.KindOf(account) is null)
        {
            var known = string.Join(", ", declaration.AppKinds.Select(static one => one.Name));
            return Failures.InvalidRequest(
                $"'{account.AppKind}' is no kind of app of {declaration.Platform}: {known}."
            );
        }

        return account.AccessToken is null && !call.IsRefresh
            ? Failures.NoToken()
            : await transport.Send(account, call, ct);
    }

    private PlatformCall Made(
        string type,
        Dictionary<string, TemuField> fields,
        Func<PlatformReply, PlatformFailure?> judge
    ) =>
        new(
            TemuDeclaration.Platform,
            type,
            signer => TemuRequest.Post(Gateway(signer), TemuRequest.Signed(signer, type, time.GetUtcNow(), fields)),
            judge
        );

    private Uri Gateway(AccountCredentials account) =>
        declaration.KindOf(account)?.Name switch
        {
            TemuDeclaration.Us => options.UsUrl,
            TemuDeclaration.Eu => options.EuUrl,
            _ => options.GlobalUrl,
        };
}
