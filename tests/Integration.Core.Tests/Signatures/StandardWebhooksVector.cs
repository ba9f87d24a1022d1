using System.Text;
using System.Text.Json;
using Integration.Json;

namespace Integration.Signatures;

/// <summary>A published or independently computed vector; the file says where each comes from.</summary>
public sealed record StandardWebhooksVector
{
    private static readonly JsonSerializerOptions s_options = WireJson.Options;

    public required string Name { get; init; }

    public required string Secret { get; init; }

    public required string Id { get; init; }

    public required long Timestamp { get; init; }

    public string? Payload { get; init; }

    public RepeatedText? Repeat { get; init; }

    public required string Signature { get; init; }

    public byte[] Body =>
        Encoding.UTF8.GetBytes(Payload ?? string.Concat(Enumerable.Repeat(Repeat!.Text, Repeat.Times)));

    public static StandardWebhooksVector Canonical => Find("canonical-hmac");

    public static StandardWebhooksVector Find(string name) => All().Single(vector => vector.Name == name);

    public static StandardWebhooksVector[] All()
    {
        using var file = typeof(StandardWebhooksVector).Assembly.GetManifestResourceStream(
            "standard-webhooks-vectors.json"
        );
        return JsonSerializer.Deserialize<StandardWebhooksVector[]>(file!, s_options)!;
    }

    public override string ToString() => Name;

    public sealed record RepeatedText(string Text, int Times);
}
