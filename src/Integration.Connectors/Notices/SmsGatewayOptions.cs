using System.ComponentModel.DataAnnotations;

namespace Integration.Notices;

/// <summary>
/// A gateway for text messages over HTTP. Address and body may hold the placeholders <c>{to}</c>, <c>{text}</c>, <c>{title}</c>,
/// <c>{id}</c> and <c>{severity}</c>. Address, headers and body are credentials and never shown.
/// </summary>
public sealed class SmsGatewayOptions : IValidatableObject
{
    /// <summary>Most recipients of one message.</summary>
    public const int MaxRecipients = 100;

    /// <summary>The address: <c>https</c>, or <c>http</c> to this machine; placeholders only behind the host.</summary>
    [Required]
    [StringLength(2_000)]
    public string Url { get; set; } = "";

    /// <summary><c>GET</c>, <c>POST</c> or <c>PUT</c>; default <c>POST</c>.</summary>
    [Required]
    [AllowedValues("GET", "POST", "PUT", ErrorMessage = "Method must be GET, POST or PUT.")]
    public string Method { get; set; } = "POST";

    /// <summary>Headers, such as one with the gateway's key; at most 20.</summary>
    public IDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>How the body is written; default JSON.</summary>
    public SmsBodyKind BodyKind { get; set; } = SmsBodyKind.Json;

    /// <summary>The body; at most 10,000 characters. In JSON placeholders stand inside string literals.</summary>
    [StringLength(10_000)]
    public string Body { get; set; } = """{"to":"{to}","text":"{text}"}""";

    /// <summary>
    /// Numbers as the gateway wants them; 1 to 100. One request goes to all of them: where a gateway takes one number only, make a
    /// channel for each.
    /// </summary>
    [MinLength(1)]
    [MaxLength(MaxRecipients)]
    public IList<string> Recipients { get; set; } = [];

    /// <summary>What stands between numbers; default a comma.</summary>
    [StringLength(5)]
    public string Separator { get; set; } = ",";

    /// <summary>What every text begins with; at most 50 characters, default none.</summary>
    [StringLength(50)]
    public string Prefix { get; set; } = "";

    /// <summary>
    /// The most UTF-16 units of a text; 20 to 1,000, default 300. Gateways charge each 67 of them where a character is outside the
    /// GSM alphabet.
    /// </summary>
    [Range(20, 1_000)]
    public int MaxCharacters { get; set; } = 300;

    /// <summary>
    /// What the answer's body must contain for the message to count as taken; at most 200 characters. Empty, the default: any 2xx
    /// will do, which is wrong for gateways that answer 200 to everything.
    /// </summary>
    [StringLength(200)]
    public string SuccessText { get; set; } = "";

    /// <summary>Messages a minute at most; 1 to 1,000, default 10. What comes above is gathered into one message.</summary>
    [Range(1, 1_000)]
    public int MessagesPerMinute { get; set; } = 10;

    /// <summary>From the start of dialling to the end of the answer; 1 s to 1 min, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bytes of an answer are read; 256 to 65,536, default 16,384.</summary>
    [Range(256, 65_536)]
    public int MaxAnswerBytes { get; set; } = 16_384;

    /// <summary>Faults that concern more than one value.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => SmsGatewayFaults.Of(this);
}
