using System.Globalization;
using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>Calls of 1688's open platform.</summary>
internal sealed class AopClient(
    Alibaba1688Options options,
    IPlatformTransport transport,
    ErrorRule[] errors,
    TimeProvider time
)
{
    private static readonly string[] Gone = ["商品不存在", "订单不存在"];
    private const string TokenPath = "http/1/system.oauth2/getToken/";

    /// <summary>Makes a call.</summary>
    /// <param name="account">Signs it.</param>
    /// <param name="api">Version, namespace and name: <c>1/com.alibaba.product/alibaba.product.get</c>.</param>
    /// <param name="fields">The call's own fields; objects and lists as JSON text.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string api,
        Dictionary<string, string> fields,
        CancellationToken ct
    ) => transport.Send(account, Made(api, fields, Judge), ct);

    /// <summary>Makes a call that must not be made twice.</summary>
    /// <param name="account">Signs it.</param>
    /// <param name="api">Version, namespace and name.</param>
    /// <param name="fields">The call's own fields; objects and lists as JSON text.</param>
    /// <param name="isDone">Whether an answer shows that it was done, whatever else stands in it.</param>
    /// <param name="ct">Ends the call.</param>
    public Task<PlatformResult<PlatformReply>> CallOnce(
        AccountCredentials account,
        string api,
        Dictionary<string, string> fields,
        Func<LooseJson, bool> isDone,
        CancellationToken ct
    ) =>
        transport.Send(
            account,
            Made(api, fields, reply => isDone(reply.Root) ? null : Judge(reply)) with
            {
                IsRepeatable = false,
            },
            ct
        );

    /// <summary>Exchanges the refresh token; unsigned, because it shows the secret itself.</summary>
    public async Task<PlatformResult<TokenGrant>> Refresh(AccountCredentials account, CancellationToken ct)
    {
        if (account.RefreshToken is not { } refreshToken)
        {
            return Failures.NoRefreshToken();
        }

        var fields = FormRequest.Fields(
            ("grant_type", "refresh_token"),
            ("client_id", account.AppKey),
            ("client_secret", account.AppSecret),
            ("refresh_token", refreshToken)
        );
        return await Tokens(account, fields, refreshToken, null, ct);
    }

    /// <summary>Exchanges the code of an authorisation by the same call, unsigned too.</summary>
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
            ("need_refresh_token", "true"),
            ("client_id", account.AppKey),
            ("client_secret", account.AppSecret),
            ("redirect_uri", code.RedirectUri.OriginalString),
            ("code", code.Code)
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
            Alibaba1688Declaration.Platform,
            "system.oauth2/getToken",
            signer => FormRequest.Post(Url(TokenPath + signer.AppKey), fields),
            Judge
        )
        {
            IsRefresh = true,
            AuthorisationCode = authorisationCode,
        };
        var reply = await transport.Send(account, call, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        var grant = TokenAnswer.Read(reply.Value, oldRefreshToken);
        return grant.Succeeded
            ? grant.Value with
            {
                RefreshExpiresAt = AopTime.Parse(reply.Value.Root["refresh_token_timeout"].Text),
            }
            : grant.Failure;
    }

    private PlatformCall Made(
        string api,
        Dictionary<string, string> fields,
        Func<PlatformReply, PlatformFailure?> judge
    ) => new(Alibaba1688Declaration.Platform, NameOf(api), signer => Request(signer, api, fields), judge);

    private HttpRequestMessage Request(AccountCredentials account, string api, Dictionary<string, string> fields)
    {
        var path = $"param2/{api}/{account.AppKey}";
        var all = new Dictionary<string, string>(fields, StringComparer.Ordinal)
        {
            ["_aop_timestamp"] = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
        if (account.AccessToken is { } token)
        {
            all["access_token"] = token;
        }

        all[AopSignature.Field] = AopSignature.Sign(path, all, account.AppSecret);
        return FormRequest.Post(Url(path), all);
    }

    // A business error stands beside success:false, in the reply or in the result inside it.
    private PlatformFailure? Judge(PlatformReply reply)
    {
        var root = reply.Root;
        if (root["error_code"].Text is { } gatewayCode)
        {
            return Waiting(Failure(gatewayCode, root["error_message"].Text, reply));
        }

        // An answer that says "success" of itself is one of the business, whatever else it calls "error".
        var oauth = root["success"].Exists ? null : OAuthErrors.Of(reply);
        return Waiting(oauth ?? BusinessFailure(root, reply) ?? BusinessFailure(root["result"], reply));
    }

    private PlatformFailure? BusinessFailure(LooseJson told, PlatformReply reply)
    {
        if (!told.IsObject || told["success"].Flag != false)
        {
            return null;
        }

        var message = told.First("errorMessage", "errorMsg", "message").Text;
        // The product, the order does not exist: some replies say it in words only.
        var isGone = message is not null && Gone.Any(words => message.Contains(words, StringComparison.Ordinal));
        var failure = Failure(told.First("errorCode", "code").Text ?? "none", message, reply);
        return isGone ? failure with { Kind = FailureKind.Permanent, Reason = FailureReason.Gone } : failure;
    }

    private PlatformFailure Failure(string code, string? message, PlatformReply reply) =>
        ErrorTable.Judge(errors, new(code, null, message, reply.Root["request_id"].Text), reply);

    private PlatformFailure? Waiting(PlatformFailure? failure) =>
        failure is { Kind: FailureKind.Throttled }
            ? failure with
            {
                RetryAfter = failure.RetryAfter ?? options.FrequencyWait,
            }
            : failure;

    private Uri Url(string path) => new($"{options.GatewayUrl.ToString().TrimEnd('/')}/{path}");

    private static string NameOf(string api) => api[(api.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
