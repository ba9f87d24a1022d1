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
    public async Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string type,
        Dictionary<string, TemuField> fields,
        CancellationToken ct
    )
    {
        if (declaration.KindOf(account) is not { } kind)
        {
            var known = string.Join(", ", declaration.AppKinds.Select(static one => one.Name));
            return Failures.InvalidRequest(
                $"'{account.AppKind}' is no kind of app of {declaration.Platform}: {known}."
            );
        }

        if (account.AccessToken is null)
        {
            return Failures.NoToken();
        }

        var call = new PlatformCall(
            TemuDeclaration.Platform,
            type,
            signer => TemuRequest.Post(Gateway(kind), TemuRequest.Signed(signer, type, time.GetUtcNow(), fields)),
            TemuErrors.Of
        );
        return await transport.Send(account, call, ct);
    }

    private Uri Gateway(AppKind kind) =>
        kind.Name switch
        {
            TemuDeclaration.Us => options.UsUrl,
            TemuDeclaration.Eu => options.EuUrl,
            _ => options.GlobalUrl,
        };
}
