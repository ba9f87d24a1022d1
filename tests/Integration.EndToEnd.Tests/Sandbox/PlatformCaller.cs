using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Alibaba1688;
using Integration.Sandbox.Platforms.AliExpress;
using Integration.Sandbox.Platforms.Pinduoduo;
using Integration.Sandbox.Platforms.Taobao;
using Integration.Sandbox.Platforms.Temu;

namespace Integration.Sandbox.Platforms;

/// <summary>Somebody who signs rightly, unless told otherwise.</summary>
internal sealed class PlatformCaller : IDisposable
{
    private readonly SandboxPlatform _platform;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public PlatformCaller(SandboxPlatform platform, TimeProvider time)
    {
        _platform = platform;
        _time = time;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = platform.Url };
        Account = platform.Grants[0].Account;
        Token = platform.Grants[0].AccessToken;
    }

    public PlatformAccount Account { get; set; }

    /// <summary>Goes with calls of a shop; null: none.</summary>
    public string? Token { get; set; }

    /// <summary>Changes what is signed.</summary>
    public Action<Dictionary<string, string>>? BeforeSigning { get; set; }

    /// <summary>Changes what was signed.</summary>
    public Action<Dictionary<string, string>>? AfterSigning { get; set; }

    /// <summary>The call by which each platform tells about a product of a shop.</summary>
    public static string DetailOf(PlatformKind kind) =>
        kind switch
        {
            PlatformKind.Taobao => "taobao.item.seller.get",
            PlatformKind.Alibaba1688 => "com.alibaba.fenxiao.crossborder/product.search.queryProductDetail",
            PlatformKind.Pinduoduo => "pdd.goods.detail.get",
            PlatformKind.Temu => "bg.local.goods.list.query",
            _ => "aliexpress.ds.product.get",
        };

    public void Dispose() => _http.Dispose();

    /// <summary>Asks for a product by the call above.</summary>
    public Task<PlatformAnswer> Detail(long id) => Call(DetailOf(_platform.Kind), DetailFields(id));

    /// <summary>Asks for the first product.</summary>
    public Task<PlatformAnswer> Detail() => Detail(_platform.Catalogue.Products[0].Id);

    public (string, string)[] DetailFields(long id) =>
        _platform.Kind switch
        {
            PlatformKind.Taobao => [("num_iid", $"{id}"), ("fields", "num_iid,title,price,num,outer_id,modified")],
            PlatformKind.Alibaba1688 => [("offerDetailParam", $$"""{"offerId":{{id}},"country":"en"}""")],
            PlatformKind.Pinduoduo => [("goods_id", $"{id}")],
            PlatformKind.Temu => [("goodsSearchType", "1"), ("goodsIdList", $"[{id}]")],
            _ => [("product_id", $"{id}"), ("ship_to_country", "US"), ("target_language", "en")],
        };

    /// <summary>Makes a call of the platform's main gateway.</summary>
    public Task<PlatformAnswer> Call(string name, params (string Name, string Value)[] fields) =>
        _platform.Kind switch
        {
            PlatformKind.Taobao => Top(name, fields),
            PlatformKind.Alibaba1688 => Alibaba(name, fields),
            PlatformKind.Pinduoduo => Send("/api/router", PinduoduoFields(name, fields)),
            PlatformKind.Temu => Temu(name, fields),
            _ => Iop("/sync", null, [.. fields, ("method", name)]),
        };

    /// <summary>Makes a call of an IOP gateway whose path is signed.</summary>
    public Task<PlatformAnswer> Rest(string path, params (string Name, string Value)[] fields) =>
        Iop($"/rest{path}", path, fields);

    /// <summary>The signed fields of a Pinduoduo call.</summary>
    public Dictionary<string, string> PinduoduoFields(string name, (string Name, string Value)[] fields)
    {
        var all = Fields(
            fields,
            ("type", name),
            ("client_id", Account.AppKey),
            ("access_token", Token),
            ("timestamp", _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("data_type", "JSON")
        );
        return Signed(all, "sign", () => PinduoduoSignature.Of(all, Account.AppSecret));
    }

    /// <summary>Sends a form without signing it.</summary>
    public async Task<PlatformAnswer> Send(string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await _http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await PlatformAnswer.Read(answer);
    }

    /// <summary>Sends a JSON object without signing it.</summary>
    public async Task<PlatformAnswer> SendJson(string path, JsonObject body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        return await PlatformAnswer.Read(answer);
    }

    public async Task<PlatformAnswer> Get(string path)
    {
        using var answer = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return await PlatformAnswer.Read(answer);
    }

    /// <summary>Makes a control call.</summary>
    public async Task<PlatformAnswer> Control(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/control{path}");
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await PlatformAnswer.Read(answer);
    }

    // Lists go as JSON, all else as text.
    private Task<PlatformAnswer> Temu(string name, (string Name, string Value)[] fields)
    {
        var all = Fields(
            fields,
            ("type", name),
            ("app_key", Account.AppKey),
            ("access_token", Token),
            ("timestamp", _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("data_type", "JSON")
        );
        var signed = Signed(all, "sign", () => TemuSignature.Of(all, Account.AppSecret));
        return SendJson(
            "/openapi/router",
            new JsonObject(
                signed.Select(field =>
                    KeyValuePair.Create(
                        field.Key,
                        field.Value.StartsWith('[') ? JsonNode.Parse(field.Value) : JsonValue.Create(field.Value)
                    )
                )
            )
        );
    }

    private Task<PlatformAnswer> Top(string name, (string Name, string Value)[] fields)
    {
        var all = Fields(
            fields,
            ("method", name),
            ("app_key", Account.AppKey),
            ("session", Token),
            (
                "timestamp",
                _time
                    .GetUtcNow()
                    .ToOffset(TimeSpan.FromHours(8))
                    .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            ),
            ("format", "json"),
            ("v", "2.0"),
            ("sign_method", "hmac-sha256")
        );
        return Send(
            "/router/rest",
            Signed(all, "sign", () => TopSignature.Of(all["sign_method"], all, Account.AppSecret) ?? "none")
        );
    }

    private Task<PlatformAnswer> Alibaba(string name, (string Name, string Value)[] fields)
    {
        var all = Fields(
            fields,
            ("access_token", Token),
            ("_aop_timestamp", _time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture))
        );
        var path = $"param2/1/{name}/{Account.AppKey}";
        return Send(
            $"/openapi/{path}",
            Signed(all, "_aop_signature", () => Alibaba1688Signature.Of(path, all, Account.AppSecret))
        );
    }

    private Task<PlatformAnswer> Iop(string address, string? path, (string Name, string Value)[] fields)
    {
        var all = Fields(
            fields,
            ("app_key", Account.AppKey),
            ("access_token", Token),
            ("timestamp", _time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ("sign_method", "sha256")
        );
        return Send(address, Signed(all, "sign", () => IopSignature.Of(path, all, Account.AppSecret)));
    }

    private static Dictionary<string, string> Fields(
        (string Name, string Value)[] fields,
        params (string Name, string? Value)[] system
    )
    {
        var all = fields.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
        foreach (var (name, value) in system)
        {
            if (value is not null)
            {
                all.TryAdd(name, value);
            }
        }

        return all;
    }

    private Dictionary<string, string> Signed(Dictionary<string, string> all, string name, Func<string> sign)
    {
        BeforeSigning?.Invoke(all);
        all[name] = sign();
        AfterSigning?.Invoke(all);
        return all;
    }
}
