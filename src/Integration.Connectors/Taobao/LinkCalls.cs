using Integration.Calls;
using Integration.Links;
using Integration.Platforms;

namespace Integration.Taobao;

/// <summary>Where affiliates' links and share words lead to; of affiliate apps, without a token.</summary>
internal sealed class LinkCalls(TopClient top)
{
    private const string ClickCall = "taobao.tbk.item.click.extract";
    private const string WordsCall = "taobao.tbk.tpwd.parse";

    /// <summary>Asks for an address, or for share words with their signs.</summary>
    public Task<PlatformResult<Uri>> Resolve(AccountCredentials account, string link, CancellationToken ct) =>
        ShareWords.Find(link) is { } words ? Parse(account, words, ct) : Extract(account, link, ct);

    private async Task<PlatformResult<Uri>> Extract(AccountCredentials account, string url, CancellationToken ct)
    {
        var reply = await Call(account, ClickCall, ("click_url", url), ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        return TopClient.ResultOf(reply.Value, ClickCall)["item_id"].Text is { } id && TaobaoLinks.IsId(id)
            ? new Uri($"https://item.taobao.com/item.htm?id={id}")
            : Failures.UnknownShape(reply.Value, "a product's id");
    }

    private async Task<PlatformResult<Uri>> Parse(AccountCredentials account, string words, CancellationToken ct)
    {
        var reply = await Call(account, WordsCall, ("password_content", words), ct);
        return reply.Succeeded
            ? ResolvedAddress.Of(reply.Value, TopClient.ResultOf(reply.Value, WordsCall)["data"]["origin_url"].Text)
            : reply.Failure;
    }

    private Task<PlatformResult<PlatformReply>> Call(
        AccountCredentials account,
        string call,
        (string, string?) field,
        CancellationToken ct
    ) => top.Call(account, call, withSession: false, FormRequest.Fields(field), ct);
}
