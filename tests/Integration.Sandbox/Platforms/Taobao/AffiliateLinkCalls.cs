using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>Affiliates' links and share words (apiId 28156, 42646).</summary>
internal sealed partial class AffiliateLinkCalls(PlatformShop shop, TopProtocol top)
{
    /// <summary>
    /// <c>taobao.tbk.item.click.extract</c>: the product behind a long or a short affiliate link, here with its code at the end.
    /// </summary>
    public PlatformReply Extract(PlatformCall call)
    {
        var link = Link().Match(call["click_url"] ?? "");
        if (
            !link.Success
            || ShortCodes.NumberOf(link.Groups["code"].Value) is not { } id
            || shop.Catalogue.Find(id) is null
        )
        {
            return top.BadParameter(call, "click_url");
        }

        return top.Reply(
            call,
            new JsonObject
            {
                ["item_id"] = id.ToString(CultureInfo.InvariantCulture),
                ["open_iid"] = OpaqueIds.Of(id),
                ["biz_scene_id"] = "1",
            }
        );
    }

    /// <summary>
    /// <c>taobao.tbk.tpwd.parse</c>: the page behind share words, of every second product the coupon's page, which names no product.
    /// </summary>
    public PlatformReply Parse(PlatformCall call)
    {
        if (call["password_content"] is not { } text)
        {
            return top.Failed(call, "20012", "淘口令解析输入口令为空");
        }

        var words = Words().Match(text);
        if (
            !words.Success
            || ShortCodes.NumberOf(words.Groups["code"].Value) is not { } id
            || shop.Catalogue.Find(id) is null
        )
        {
            return top.Failed(call, "20010", "淘口令解析失败");
        }

        var page =
            id % 2 == 0
                ? $"https://uland.taobao.com/coupon/edetail?e={ShortCodes.Of(id)}"
                : $"https://item.taobao.com/item.htm?id={id}&ut_sk=1.sandbox";
        return top.Reply(call, new JsonObject { ["data"] = new JsonObject { ["origin_url"] = page } });
    }

    [GeneratedRegex(
        @"^https://(s\.click\.taobao\.com/|uland\.taobao\.com/coupon/edetail\?e=)(?<code>[A-Za-z0-9]+)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Link();

    [GeneratedRegex("￥(?<code>[A-Za-z0-9]+)￥", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();
}
