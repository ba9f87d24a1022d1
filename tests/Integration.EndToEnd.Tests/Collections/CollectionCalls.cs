using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Hubs;
using Integration.Partners;
using Integration.Sandbox.Platforms;

namespace Integration.Collections;

/// <summary>Collecting as callers of the API do it, and reading what came of it.</summary>
internal static class CollectionCalls
{
    public const string Path = "/api/v1/collections";

    public static Task<SandboxPlatform> Platform(PlatformKind kind, int products, FaultPlan? faults = null) =>
        SandboxPlatform.Start(
            kind,
            new PlatformOptions { Products = products, Faults = faults ?? FaultPlan.None },
            TimeProvider.System
        );

    /// <summary>The settings of a hub that collects from a platform of the sandbox, and does not wait long.</summary>
    public static Dictionary<string, string> Settings(SandboxPlatform platform)
    {
        var url = platform.Url.ToString().TrimEnd('/');
        (string Name, string Path)[] urls = platform.Kind switch
        {
            PlatformKind.Taobao =>
            [
                ("Taobao:TopUrl", "/router/rest"),
                ("Taobao:TokenUrl", "/token"),
                ("Taobao:CrossBorderUrl", "/rest"),
            ],
            PlatformKind.Alibaba1688 => [("Alibaba1688:GatewayUrl", "/openapi")],
            PlatformKind.Pinduoduo => [("Pinduoduo:GatewayUrl", "/api/router")],
            PlatformKind.Temu => [("Temu:UsUrl", "/openapi/router")],
            _ => [("AliExpress:SyncUrl", "/sync"), ("AliExpress:RestUrl", "/rest")],
        };
        var settings = urls.ToDictionary(one => $"Integration:Platforms:{one.Name}", one => url + one.Path);
        // The sandbox publishes no rate and has none: at the default of ten calls a second 200 products of Pinduoduo, two calls each, are
        // most of a minute.
        var pipeline = $"Integration:Platforms:{platform.Kind}:Pipeline";
        settings[$"{pipeline}:CallsPerSecond"] = "500";
        settings[$"{pipeline}:RetryDelay"] = "00:00:00.020";
        settings["Integration:Collections:FirstWait"] = "00:00:00.100";
        settings["Integration:Collections:SweepInterval"] = "00:00:00.200";
        return settings;
    }

    /// <summary>Starts a collection, and expects that it is under way.</summary>
    public static async Task<string> StartCollection(
        this HubApi api,
        string account,
        string[] ids,
        string[]? links = null,
        string maxAge = "1h"
    )
    {
        var answer = await api.Post(Path, Body(account, ids, links, maxAge));
        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        return Text(answer.Json, "id");
    }

    public static string Body(string account, string[] ids, string[]? links = null, string maxAge = "1h") =>
        JsonSerializer.Serialize(
            new
            {
                account,
                ids,
                links = links ?? [],
                max_age = maxAge,
            }
        );

    public static Task<JsonNode> Collection(this HubApi api, string id) => api.Read($"{Path}/{id}");

    /// <summary>Waits for the end of a collection, as long as it gets on: its pace is the platform's.</summary>
    public static async Task<JsonNode> EndedCollection(this HubApi api, string id)
    {
        var read = await api.Collection(id);
        while (Text(read, "state") == "running")
        {
            var waiting = Number(read, "waiting");
            await Eventually.Holds(
                async () =>
                {
                    read = await api.Collection(id);
                    return Text(read, "state") != "running" || Number(read, "waiting") != waiting;
                },
                "the collection to get on"
            );
        }

        return read;
    }

    public static string[] Ids(this SandboxPlatform platform) =>
        [.. platform.Catalogue.Products.Select(one => one.Id.ToString(CultureInfo.InvariantCulture))];

    /// <summary>A new price of the first product.</summary>
    public static void Reprice(this SandboxPlatform platform) =>
        platform.Catalogue.Change(
            platform.Catalogue.Products[0].Id,
            product => product with { Variants = [.. product.Variants.Select(one => one with { PriceFen = 123_45 })] }
        );

    public static string Link(PlatformKind kind, string id) =>
        kind switch
        {
            PlatformKind.Taobao => $"看看 https://item.taobao.com/item.htm?id={id}",
            PlatformKind.Alibaba1688 => $"https://detail.1688.com/offer/{id}.html",
            PlatformKind.Pinduoduo => $"https://mobile.yangkeduo.com/goods.html?goods_id={id}",
            _ => $"https://www.aliexpress.com/item/{id}.html",
        };

    /// <summary>The product and version that a partner was told.</summary>
    public static string Version(Letter letter) =>
        $"{Text(letter.Json["data"]!, "id")}@{Number(letter.Json["data"]!, "version")}";

    public static string Text(JsonNode node, string field) => node[field]?.GetValue<string>() ?? "";

    public static int Number(JsonNode node, string field) => node[field]!.GetValue<int>();
}
