using System.Text.Json;

namespace Integration.Intake;

/// <summary>One row of <c>POST /api/v1/wallets</c> (W4). Text fields may also come as numbers.</summary>
public sealed record WalletRequest
{
    /// <summary>The row's id, the key of deduplication; text or number.</summary>
    public required JsonElement Id { get; init; }

    /// <summary>The recognised wallet code.</summary>
    public required JsonElement WalletCode { get; init; }

    /// <summary>When the row was made, Unix seconds.</summary>
    public required JsonElement CreateTime { get; init; }

    /// <summary>Address of the old sender.</summary>
    public JsonElement? SourceIp { get; init; }

    /// <summary>Message.</summary>
    public JsonElement? MsgId { get; init; }

    /// <summary>Group.</summary>
    public JsonElement? GroupId { get; init; }

    /// <summary>Serial number.</summary>
    public JsonElement? SerialNo { get; init; }

    /// <summary>WeChat id.</summary>
    public JsonElement? WxId { get; init; }

    /// <summary>WeChat nick name.</summary>
    public JsonElement? WxNickName { get; init; }

    /// <summary>Picture.</summary>
    public JsonElement? PicUrl { get; init; }
}
