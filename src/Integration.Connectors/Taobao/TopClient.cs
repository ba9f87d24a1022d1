using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Taobao;

/// <summary>Calls of the Taobao open platform.</summary>
internal sealed class TopClient(
    TaobaoOptions options,
    IPlatformTransport transport,
    ErrorRule[] errors,
    TimeProvider time
)
{
    private const string OwnPrefix = "taobao.";

    /// <summary>Makes a call and unwraps its reply.</summary>
    /// <param name="account">Signs it.</param>
    /// <param name="method">The call's dotted name.</param>
    /// <param name="withSession">Whether the access token goes with it, as <c>session</c>.</param>
    /// <param name="fields">The call's own fields.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string method,
        bool withSession,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) =>
        transport.Send(
            account,
            new(
                TaobaoDeclaration.Platform,
                method,
                signer => FormRequest.Post(options.TopUrl, Signed(signer, method, withSession, fields)),
                reply => Judge(reply, method)
            ),
            ct
        );

    /// <summary>The object under the reply's root key.</summary>
    public static LooseJson ResultOf(PlatformReply reply, string method) => reply.Root[RootKey(method)];

    /// <summary>
    /// Exchanges the refresh token at the OAuth address, whose errors are <c>{"error","error_description"}</c>.
    /// </summary>
    public async Task<PlatformResult<TokenGrant>> Refresh(AccountCredentials account, CancellationToken ct)
    {
        if (account.RefreshToken is not { } refreshToken)
        {
            return Failures.NoRefreshToken();
        }

        var fields = FormRequest.Fields(
            ("grant_type", "refresh_token"),
            ("refresh_token", refreshToken),
            ("client_id", account.AppKey),
            ("client_secret", account.AppSecret)
        );
        return await Tokens(account, fields, refreshToken, null, ct);
    }

    /// <summary>Exchanges the code of an authorisation at the same address.</summary>
    public async Task<PlatformResult<TokenGrant>> Exchange(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    )
    {
        if (code.RedirectUri is null)
        {
            return Failures.NoRedirectUri();
        }

        var fields = FormRequest.Fields(
            ("grant_type", "authorization_code"),
            ("code", code.Code),
            ("redirect_uri", code.RedirectUri.OriginalString),
            ("view", "web"),
            ("client_id", account.AppKey),
            ("client_secret", account.AppSecret)
        );
        return await Tokens(account, fields, null, code.Code, ct);
    }

    private async Task<PlatformResult<TokenGrant>> Tokens(
        AccountCredentials account,
        Dictionary<string, string> fields,
        string? oldRefreshToken,
        string? authorisationCode,
        CancellationToken ct
    )
    {
        var call = new PlatformCall(
            TaobaoDeclaration.Platform,
            "oauth/token",
            _ => FormRequest.Post(options.TokenUrl, fields),
            JudgeToken
        )
        {
            IsRefresh = true,
            AuthorisationCode = authorisationCode,
        };
        var reply = await transport.Send(account, call, ct);
        return reply.Succeeded ? TokenAnswer.Read(reply.Value, oldRefreshToken) : reply.Failure;
    }

    private PlatformFailure? JudgeToken(PlatformReply reply) =>
        TopErrors.Of(reply.Root["error_response"], reply, errors) ?? OAuthErrors.Of(reply);

    private PlatformFailure? Judge(PlatformReply reply, string method)
    {
        if (TopErrors.Of(reply.Root["error_response"], reply, errors) is { } failure)
        {
            return failure;
        }

        // Another status without TOP's own words is judged by itself.
        var isFine = reply.HttpStatus is < 200 or > 299 || reply.Root[RootKey(method)].Exists;
        return isFine ? null : Failures.UnknownShape(reply, RootKey(method));
    }

    // Only this prefix is dropped: aliexpress.… keeps its own.
    private static string RootKey(string method)
    {
        var name = method.StartsWith(OwnPrefix, StringComparison.Ordinal) ? method[OwnPrefix.Length..] : method;
        return name.Replace('.', '_') + "_response";
    }

    private Dictionary<string, string> Signed(
        AccountCredentials account,
        string method,
        bool withSession,
        Dictionary<string, string> fields
    )
    {
        var all = new Dictionary<string, string>(fields, StringComparer.Ordinal)
        {
            ["method"] = method,
            ["app_key"] = account.AppKey,
            ["timestamp"] = AlibabaTime.Text(time.GetUtcNow()),
            ["v"] = "2.0",
            ["sign_method"] = TopSignature.NameOf(options.SignMethod),
            // The default would be XML.
            ["format"] = "json",
        };
        if (withSession && account.AccessToken is { } session)
        {
            all["session"] = session;
        }

        all[ParameterText.SignField] = TopSignature.Sign(options.SignMethod, all, account.AppSecret);
        return all;
    }
}
