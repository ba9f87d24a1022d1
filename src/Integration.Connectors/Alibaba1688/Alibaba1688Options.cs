using System.ComponentModel.DataAnnotations;
using Integration.Catalogue;

namespace Integration.Alibaba1688;

/// <summary>How 1688 is called.</summary>
public sealed class Alibaba1688Options : OrderPlatformOptions, IValidatableObject
{
    /// <summary>With the pace that is told of live clients: the platform publishes none, and eight calls at once met its limit.</summary>
    public Alibaba1688Options()
    {
        Pipeline.CallsPerSecond = 3;
        Pipeline.MaxConcurrentCalls = 6;
    }

    /// <summary>The gateway, up to <c>/openapi</c>.</summary>
    public Uri GatewayUrl { get; set; } = new("https://gw.open.1688.com/openapi");

    /// <summary>The page on which people authorise apps; only linked to.</summary>
    public Uri AuthorisationPage { get; set; } = new("https://auth.1688.com/oauth/authorize");

    /// <summary>
    /// Languages that goods are translated into, beside Chinese; at most 50. The platform accepts any text and then answers
    /// untranslated, so others are refused here.
    /// </summary>
    [MaxLength(50)]
    public string[] Languages { get; set; } = ["en", "ja", "ko", "ru"];

    /// <summary>
    /// ISO 4217 codes that prices can be asked for in, beside CNY; at most 50, three capitals each. HKD is of the documents' example;
    /// what configuration names is added to it. Others are refused: a currency that the platform ignores would be written on prices
    /// in yuan.
    /// </summary>
    [MaxLength(50)]
    public string[] Currencies { get; set; } = ["HKD"];

    /// <summary>How long to wait after the app's frequency limit; 1 s to 10 min, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan FrequencyWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The call that lists the shop's orders: version, namespace and name. Some apps are granted
    /// <c>1/com.alibaba.trade/alibaba.trade.ec.getOrderList.sellerView</c> in place of the default.
    /// </summary>
    [RegularExpression("[0-9]+/[A-Za-z0-9.]+/[A-Za-z0-9.]+")]
    public string OrderListCall { get; set; } = "1/com.alibaba.trade/alibaba.trade.getSellerOrderList";

    /// <summary>
    /// The call that gives one order: version, namespace and name. Some apps are granted
    /// <c>1/com.alibaba.trade/alibaba.trade.ec.getOrder.sellerView</c> in place of the default.
    /// </summary>
    [RegularExpression("[0-9]+/[A-Za-z0-9.]+/[A-Za-z0-9.]+")]
    public string OrderDetailCall { get; set; } = "1/com.alibaba.trade/alibaba.trade.get.sellerView";

    /// <summary>Faults that concern single values of a list.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Currencies
            .Where(static code => code is not { Length: 3 } || !code.All(char.IsAsciiLetterUpper))
            .Select(static code => new ValidationResult(
                $"{nameof(Currencies)}: '{code}' is no currency; give three capitals such as HKD."
            ));

    internal override IEnumerable<(string Name, Uri Url)> Urls =>
        [(nameof(GatewayUrl), GatewayUrl), (nameof(AuthorisationPage), AuthorisationPage)];
}
